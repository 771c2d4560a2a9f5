"""What every interface under /api/v1/ has in common."""
