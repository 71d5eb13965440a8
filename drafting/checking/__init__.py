"""体检 of stored reports: what the rules find in them, and what people do about it."""
