"""词库: expressions, days and words that organisations keep beside those that ship."""
