"""The icon set: name -> the inner SVG of a 24 by 24 picture, stroke 2, no fill.

Every icon is decoration beside words, so the tag hides it from assistive technology.
Arrows that point along the line of reading carry the class `flip` in the template and mirror
in right-to-left pages.
"""

ICONS: dict[str, str] = {
    "globe": ('<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18"/>'),
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "down": '<path d="M12 4v11m0 0l-4.5-4.5M12 15l4.5-4.5M5 20h14"/>',
    "chev": '<path d="M5 9l7 7 7-7"/>',
    "left": '<path d="M15 5l-7 7 7 7"/>',
    "right": '<path d="M9 5l7 7-7 7"/>',
    "up": '<path d="M5 15l7-7 7 7"/>',
    "check": '<path d="M5 12.5l4.5 4.5L19 7"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>',
    "book": '<path d="M4 5a2 2 0 0 1 2-2h13v16H6a2 2 0 0 0-2 2zM19 19v2H6"/>',
    "bolt": '<path d="M13 3L5 14h6l-1 7 8-11h-6z"/>',
    "ear": '<path d="M4 13a8 8 0 0 1 16 0v5a2 2 0 0 1-2 2h-1v-7h3M4 13v5a2 2 0 0 0 2 2h1v-7H4"/>',
    "bsl": (
        '<path d="M7 12V6.5a1.5 1.5 0 0 1 3 0V11m0-5.5v-1a1.5 1.5 0 0 1 3 0V11m0-4.5a1.5 1.5 0 0 '
        '1 3 0V13c0 4-2 7-6 7-3 0-4.5-1.5-6-4.5L4 12.5c-.7-1.5 1-2.5 2-1.5z"/>'
    ),
    "text": '<path d="M3 18l4.5-12L12 18M4.5 14h6M14 18l3-8 3 8M15 15.5h4"/>',
    "home": '<path d="M3 11l9-7 9 7v9H3zM10 20v-6h4v6"/>',
    "people": (
        '<circle cx="8" cy="8" r="3"/><circle cx="17" cy="9" r="2.5"/><path d="M2 20c0-4 2.5-6 '
        '6-6s6 2 6 6M15 14.5c4-.8 7 1.5 7 5.5"/>'
    ),
    "cal": '<rect x="3" y="5" width="18" height="16" rx="2"/><path d="M3 10h18M8 3v4M16 3v4"/>',
    "list": '<path d="M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01"/>',
    "filter": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    "pin": ('<path d="M12 21s7-6.5 7-12a7 7 0 0 0-14 0c0 5.5 7 12 7 12z"/><circle cx="12" cy="9" r="2.5"/>'),
    "step": ('<circle cx="10" cy="16" r="5"/><path d="M10 11V6m0 3h5m-5 2h4l3 6h2"/><circle cx="10" cy="4" r="1"/>'),
    "child": '<circle cx="12" cy="5" r="2"/><path d="M12 8v6m0 0l-3 6m3-6l3 6M7 11h10"/>',
    "screen": '<rect x="3" y="5" width="18" height="12" rx="2"/><path d="M8 21h8"/>',
    "cc": ('<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M10 10.5a2 2 0 1 0 0 3M17 10.5a2 2 0 1 0 0 3"/>'),
    "play": '<path d="M8 5v14l11-7z"/>',
    "phone": '<rect x="7" y="2" width="10" height="20" rx="2"/><path d="M11 18h2"/>',
    "mail": '<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M3 7l9 7 9-7"/>',
    "ticket": (
        '<path d="M3 8a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2 3 3 0 0 0 0 8 2 2 0 0 1-2 2H5a2 2 0 0 '
        '1-2-2 3 3 0 0 0 0-8zM14 6v12"/>'
    ),
    "alert": '<path d="M12 3L2 20h20zM12 9v5M12 17h.01"/>',
    "x": '<path d="M6 6l12 12M18 6L6 18"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.5h.01"/>',
    "toilet": (
        '<circle cx="7" cy="5" r="2"/><circle cx="17" cy="5" r="2"/><path d="M7 9v6m-2 '
        '6v-6H4l2-6h2l2 6H9v6M17 9c2 0 3 1 3 3v3h-1v6h-4v-6h-1v-3c0-2 1-3 3-3zM12 3v18"/>'
    ),
    "loop": '<path d="M7 15V9a5 5 0 0 1 10 0c0 3-3 4-3 7a3 3 0 0 1-5 2M10 10a2 2 0 0 1 4 0"/>',
    "quiet": '<path d="M20 14A8 8 0 1 1 10 4a7 7 0 0 0 10 10z"/>',
    "chair": '<path d="M7 3v10h10V3M6 13h12v4H6zM7 17v4M17 17v4"/>',
    "lamp": ('<path d="M9 18h6M10 21h4M12 3a6 6 0 0 0-3.5 11c.5.5.5 1 .5 2h6c0-1 0-1.5.5-2A6 6 0 0 0 12 3z"/>'),
    "hands": (
        '<circle cx="8" cy="6" r="2.5"/><circle cx="17" cy="8" r="2"/><path d="M4 20v-5a4 4 0 0 '
        '1 8 0v5M12 16l4-3h3v7"/>'
    ),
    "air": '<path d="M3 9h11a3 3 0 1 0-3-3M3 13h15a3 3 0 1 1-3 3M3 17h7a2 2 0 1 1-2 2"/>',
    "bus": (
        '<rect x="4" y="4" width="16" height="13" rx="2"/><path d="M4 11h16M8 17v3M16 17v3M7.5 14h.01M16.5 14h.01"/>'
    ),
    "coin": ('<circle cx="12" cy="12" r="9"/><path d="M15 8.5c-3-2-5.5 0-4.5 2.5.8 2 .5 4-1 5H15M8.5 12.5h5"/>'),
    "share": '<path d="M12 15V4m0 0L8 8m4-4l4 4M5 12v7h14v-7"/>',
    "print": '<path d="M7 9V3h10v6M7 18H4V9h16v9h-3M7 14h10v7H7z"/>',
    "trash": '<path d="M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14"/>',
    "send": '<path d="M4 12l16-8-6 16-3-7z"/>',
    "key": '<circle cx="8" cy="8" r="4"/><path d="M11 11l9 9M16 16l2-2"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>',
    "move": '<path d="M4 8h13m0 0l-4-4m4 4l-4 4M20 16H7m0 0l4-4m-4 4l4 4"/>',
    "bars": '<path d="M5 20V10M12 20V4M19 20v-7"/>',
    "pause": '<path d="M8 5v14M16 5v14"/>',
    "pencil": '<path d="M4 20l1-5L16 4l4 4L9 19z"/>',
    "eye": '<path d="M2 12c5-8 15-8 20 0-5 8-15 8-20 0z"/><circle cx="12" cy="12" r="3"/>',
    "flag": '<path d="M5 21V4c5-3 9 3 14 0v9c-5 3-9-3-14 0"/>',
    "star": '<path d="M12 3l2.7 6 6.3.6-4.8 4.2L17.7 20 12 16.6 6.3 20l1.5-6.2L3 9.6 9.3 9z"/>',
    "lock": '<rect x="5" y="11" width="14" height="10" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "copy": (
        '<rect x="8" y="8" width="12" height="13" rx="2"/><path d="M16 8V4a1 1 0 0 0-1-1H5a1 1 0 '
        '0 0-1 1v11a1 1 0 0 0 1 1h3"/>'
    ),
    "music": ('<path d="M9 18V5l11-2v12"/><circle cx="6.5" cy="18" r="2.5"/><circle cx="17.5" cy="15" r="2.5"/>'),
    "cert": '<circle cx="12" cy="9" r="6"/><path d="M8.5 14L7 22l5-3 5 3-1.5-8"/>',
    "undo": '<path d="M9 7L4 12l5 5M4 12h10a6 6 0 0 1 6 6"/>',
    "speech": '<path d="M4 4h16v12H10l-5 4v-4H4z"/>',
    "x-circle": '<circle cx="12" cy="12" r="9"/><path d="M9 9l6 6M15 9l-6 6"/>',
    "gear": ('<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>'),
    "link": ('<path d="M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1"/>'),
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4 21c0-5 3-7 8-7s8 2 8 7"/>',
    "out": '<path d="M10 4H5v16h5M14 8l4 4-4 4M18 12H9"/>',
}
