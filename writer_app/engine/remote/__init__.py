"""A model on another machine: any server that speaks OpenAI's HTTP dialect.

Off until the writer switches it on. Nothing here is imported before that.
"""
