"""The commands of jupyter pyprac, one file each."""
