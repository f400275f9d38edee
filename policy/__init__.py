"""What is allowed, as plain Python: reasons, and checks of prompts, speech and frames. No Django, no database."""
