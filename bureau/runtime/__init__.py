"""`./portal`: the embedded servers, the processes of the portal, its backups. No Django in the supervising process."""
