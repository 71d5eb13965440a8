"""批注: what people say to words of a report, on the page and in Word."""
