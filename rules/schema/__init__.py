"""Rules about an application: its forms, fields, workflows and roles."""
