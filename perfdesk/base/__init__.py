"""What every room may use: errors for people, folders, resources. Knows nothing of perfdesk."""
