"""What the pages of 报送任务 show: who is asked, and how far all have come."""
