"""Texts of libraries that have no Vietnamese of their own, or a poor one.

Named here they are collected and translated with ours; Django finds our words first.
"""

from django.utils.translation import gettext_noop as _

TEXTS = (
    # allauth: the page that changes the password
    _("Current Password"),
    _("New Password"),
    _("New Password (again)"),
    _("You must type the same password each time."),
    _("Please type your current password."),
    # Django: form fields
    _("Enter a whole number."),
)
