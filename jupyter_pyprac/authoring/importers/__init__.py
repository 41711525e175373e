"""What instructors wrote for other tools, read into the same drafts as notebooks of our own."""
