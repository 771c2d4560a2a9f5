"""The pages of deadlines: what is due, what is done about a row's time, and the settings."""
