"""The screens of Handschlag, in Textual. Nothing here knows SQL."""
