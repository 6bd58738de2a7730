"""What an application, an organisation's CRM or a hand-written file says of forms and fields.

The model alone: readers of exports, of pulled trees and of schema files make one, rules ask it.
"""
