SELECT value FROM settings
