"""What goes from a store for good: waves whose retention has ended, sites whose owners asked, archive files that nothing needs any more."""
