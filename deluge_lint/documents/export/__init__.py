"""Exports of Zoho Creator applications (``.ds``): their islands of Deluge, and what they say of forms."""
