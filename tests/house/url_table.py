"""Every address of ours and who may see it. A name that is not here fails the build.

- ANYONE: reading needs no account and sets no cookie; where it is a form, anyone may send it.
- POST_ONLY: anyone may send it (the first act worth saving makes a guest); GET answers 405.
- PERSON: somebody who saved something or signed in; others are sent to sign-in, or told that nothing is there.
- STAFF: somebody who may sign in to the editor.
- TOKEN: whoever holds the secret in the address; a forged one answers the same, whatever is behind it.
"""

ANYONE, POST_ONLY, PERSON, STAFF, TOKEN = "anyone", "post only", "person", "staff", "token"

URLS: dict[str, str] = {
    # the roof
    "healthz": ANYONE,
    "readyz": ANYONE,
    # cms
    "wagtail_serve": ANYONE,  # every page of the site
    "cms:search": ANYONE,
    "cms:styleguide": STAFF,
    "cms:reading_settings": ANYONE,
    "cms:brand_css": ANYONE,
    "cms:picture": ANYONE,
    "cms:robots": ANYONE,
    # accounts
    "accounts:profile": PERSON,
    "accounts:sign_in": ANYONE,
    "accounts:confirm_code": TOKEN,
    "accounts:sign_in_link": TOKEN,
    "accounts:keep_place": ANYONE,
    "accounts:resume": ANYONE,
    "accounts:sign_out": PERSON,
    "accounts:my_data": PERSON,
    "accounts:download_data": PERSON,
    "accounts:delete_me": PERSON,
    "accounts:deleted": ANYONE,
    "accounts:staff_sign_in": ANYONE,
    "accounts:staff_password": PERSON,
    "closed_page_door": STAFF,
    "closed_page_password": TOKEN,
    "closed_file_password": TOKEN,
    # courses
    "courses:acts": POST_ONLY,
    "courses:worker": ANYONE,
    "courses:offline": ANYONE,
    "courses:lesson_pack": ANYONE,
    "courses:module_pack": ANYONE,
    "courses:mark_done": POST_ONLY,
    "courses:mark_undone": POST_ONLY,
    "courses:answer": ANYONE,  # a reload leads back to the question
    "courses:easy_read": ANYONE,
    "courses:what_changed": ANYONE,  # a stranger reads that they have not done the lesson
    "courses:earlier_work": PERSON,
    **{f"courses:{name}_{kind}": ANYONE for name in ("take_away", "print") for kind in ("lesson", "module")},
    **{f"courses:{kind}_{ending}": ANYONE for kind in ("lesson", "module") for ending in ("epub", "txt")},
    "courses:pack": ANYONE,
    "courses:come_back": ANYONE,  # short addresses printed on paper
    "courses:come_back_to": ANYONE,
    "courses:join_words": ANYONE,
    "courses:join_card": ANYONE,  # reading looks nothing up; a forged card is answered by 404 when it is sent
    "courses:join_group": TOKEN,
    "courses:new_group": ANYONE,  # a stranger is offered a way back first
    "courses:group": PERSON,
    "courses:group_nickname": PERSON,
    "courses:group_sharing": PERSON,
    "courses:group_leave": PERSON,
    "courses:group_answer": PERSON,
    "courses:group_together": PERSON,
    "courses:group_session": PERSON,
    "courses:group_undo": PERSON,
    "courses:group_dates": PERSON,
    "courses:group_people": PERSON,
    "courses:group_words": PERSON,
    "courses:group_poster": PERSON,
    "courses:group_cards": PERSON,
    "courses:group_close": PERSON,
    "courses:my_learning": ANYONE,  # a stranger sees the empty wall and a way in
    "courses:certificate": PERSON,
    "courses:badge": PERSON,
    "courses:badge_file": PERSON,
    "courses:check": ANYONE,
    "courses:check_code": ANYONE,
    "courses:badge_issuer": ANYONE,
    "courses:badge_status": ANYONE,
    "courses:reports": STAFF,
    "courses:report": STAFF,
    "courses:report_file": STAFF,
    "courses:report_module": STAFF,
    "courses:learners": STAFF,
    "courses:learners_file": STAFF,
    "courses:export_records": STAFF,
    "courses:my_records": PERSON,
    # webinars
    "webinars:book": ANYONE,
    "webinars:booking_done": TOKEN,
    "webinars:manage_booking": TOKEN,
    "webinars:subscribe": ANYONE,
    "webinars:feed": ANYONE,
    "webinars:event_feed": ANYONE,
    "webinars:date_file": ANYONE,
}

# An example for patterns that are regular expressions: it matches, and names nothing that exists.
EXAMPLES: dict[str, str] = {"wagtail_serve": "/nothing-here/"}
