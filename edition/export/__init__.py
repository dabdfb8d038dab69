"""The edition in other forms: book and data."""
