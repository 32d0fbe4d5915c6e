"""Documents of other programs, in and out, by way of one small tree. Pure Python, any thread.

    docx, odt, html --> tree --> Markdown --> tree --> docx, odt, html, epub

`foreign.py` is the door: what is wanted by path, and what it would cost. Each
format has a reader (`*_in`) and a writer (`*_out`) that know nothing of the others.
"""
