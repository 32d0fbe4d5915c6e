"""A chat template is a stranger's program: it gets no word, no secret and little time."""

import pytest

from writer_app.engine.chat_template import MAX_CHARS, ChatTemplate
from writer_app.engine.model import Turn
from writer_app.errors import ModelCorrupt

TURNS = (Turn("system", "Be brief."), Turn("user", "Hello."))
PLAIN = "{% for m in messages %}[{{ m.role }}]{{ m.content }}{% endfor %}"


def test_turns_stand_where_the_template_puts_them() -> None:
    parts = ChatTemplate(PLAIN + "[{{ bos_token }}]", {"bos_token": "<s>"}).render(TURNS)
    assert parts == ["[system]", TURNS[0], "[user]", TURNS[1], "[<s>]"]


def test_without_a_system_role_its_words_come_before_the_users() -> None:
    refusing = "{% if messages[0].role == 'system' %}{{ raise_exception('no') }}{% endif %}"
    parts = ChatTemplate(refusing + PLAIN, {}).render(TURNS)
    assert parts == ["[user]", TURNS[0], "\n\n", TURNS[1], ""]


def test_a_template_that_drops_the_system_silently_gets_it_with_the_user() -> None:
    dropping = "{% for m in messages if m.role == 'user' %}{{ m.content }}{% endfor %}"
    assert ChatTemplate(dropping, {}).render(TURNS) == ["", TURNS[0], "\n\n", TURNS[1], ""]


def test_a_template_that_takes_no_tools_for_tools_is_given_none() -> None:
    """Phi 4 mini's looks whether tools are defined, and goes through them."""
    looking = "{% if tools is defined %}{% for tool in tools %}{{ tool }}{% endfor %}{% endif %}"
    assert ChatTemplate(looking + PLAIN, {}).render(TURNS)[1] == TURNS[0]


def test_tags_that_only_training_needs_do_nothing() -> None:
    template = "{% generation %}" + PLAIN + "{% endgeneration %}"
    assert ChatTemplate(template, {}).render(TURNS)[1] == TURNS[0]


@pytest.mark.parametrize(
    "source",
    [
        "{{ messages.__class__.__mro__ }}" + PLAIN,
        "{{ ''.__class__.__base__.__subclasses__() }}" + PLAIN,
        "{{ cycler.__init__.__globals__.os.system('true') }}" + PLAIN,
        "{{ messages.append('x') }}" + PLAIN,
        "{{ raise_exception('no') }}",
        "{{ undefined_function() }}" + PLAIN,
        "{% for i in range(100000) %}{% endfor %}" + PLAIN,
        "{% for i in range(900) %}{% for j in range(900) %}{{ range(900)|length }}"
        "{% endfor %}{% endfor %}" + PLAIN,
        "{{ messages[1].content }}",
        "nothing of what was said",
        PLAIN + PLAIN,
        PLAIN.replace("m.content", "m.content|upper|replace('0', '1')"),
    ],
)  # fmt: skip
def test_a_hostile_or_lossy_template_is_refused(source: str) -> None:
    with pytest.raises(ModelCorrupt, match="chat template"):
        ChatTemplate(source, {}).render(TURNS)


@pytest.mark.parametrize("source", ["{% for %}", "{{ ", "x" * (MAX_CHARS + 1)])
def test_what_is_no_template_is_refused_at_once(source: str) -> None:
    with pytest.raises(ModelCorrupt, match="chat template"):
        ChatTemplate(source, {})
