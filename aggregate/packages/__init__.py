"""What a package for other offices is made of, as those who write and those who read it know it."""
