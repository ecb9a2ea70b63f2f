"""The people tables. Their names are spelled out in docs/reference/glossary.md."""

from lms.accounts.consent import ConsentRecord
from lms.accounts.merged_guest import MergedGuest
from lms.accounts.rate_window import RateWindow
from lms.accounts.resume_code import ResumeCode
from lms.accounts.sign_in_request import SignInRequest
from lms.accounts.user import User

__all__ = ["ConsentRecord", "MergedGuest", "RateWindow", "ResumeCode", "SignInRequest", "User"]
