"""The walls round student code, one file each: every one is applied by a process to itself and never taken off."""
