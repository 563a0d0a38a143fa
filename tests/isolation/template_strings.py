"""Texts that would be programs, if any template engine that we know of ever read them."""

from itertools import product

RESULT = "1787569"
"""What `1337*1337` comes to, in no text unless something has computed it."""
SUM = "1337*1337"

REMARKS = ("{# a comment #}", f"<%# {SUM} %>", "<!--#exec cmd='id'-->")
"""Those that are remarks for the desk in the signs of their engine: refused but in code."""

_MARKS = (
    *(
        "{{ $ }}",
        "{{$}}",
        "{{- $ -}}",
        "{{{$}}}",
        "{{=$}}",
        "{%= $ %}",
        "{% print($) %}",
        "{= $ =}",
    ),
    *(
        "${$}",
        "${{$}}",
        "#{$}",
        "*{$}",
        "~{$}",
        "@{$}",
        "@($)",
        "@{ $ }",
        "%{$}",
        "$!{$}",
        "[[${$}]]",
    ),
    *("[(${$})]", "<%= $ %>", "<%- $ %>", "<%# $ %>", "<?= $ ?>", "<?php echo $ ?>", "<$ $ $>"),
    *(
        "{$}",
        "{php}echo $;{/php}",
        "{@math key=$ /}",
        "{{#with $}}{{/with}}",
        "__${$}__::.x",
        "[%$%]",
    ),
    *("`$`", "$($)", "\\{{ $ }}", "{{ '{{' }} $ {{ '}}' }}", "{%raw%}{{$}}{%endraw%}", "{!! $ !!}"),
)
_JINJA = (
    *(
        "{{ self }}",
        "{{ self.__init__.__globals__ }}",
        "{{ config }}",
        "{{ view }}",
        "{{ view.frame }}",
    ),
    *(
        "{{ request.application.__globals__ }}",
        "{{ get_flashed_messages.__globals__ }}",
        "{{ url_for }}",
    ),
    *(
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ [].__class__.__base__ }}",
        "{{ {}|attr('x') }}",
    ),
    *(
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ joiner.__init__ }}",
        "{{ namespace }}",
    ),
    *(
        "{{ lipsum.__globals__['os'].popen('id').read() }}",
        "{{ lipsum(100000) }}",
        "{{ range(10**9) }}",
    ),
    *(
        "{{ 'a' * 10**10 }}",
        "{{ '%099999999d' % 1 }}",
        "{{ '{0:99999999}'.format(1) }}",
        "{{ 9**9**9 }}",
    ),
    *(
        "{{ ''|format(1) }}",
        "{{ x|map('upper')|list }}",
        "{{ caller() }}",
        "{{ loop }}",
        "{{ undefined }}",
    ),
    *(
        "{% import 'os' as os %}",
        "{% import os %}",
        "{% include 'base.html' %}",
        "{% include '/etc/passwd' %}",
    ),
    *("{% extends 'base.html' %}", "{% extends '/etc/passwd' %}", "{% block body %}{% endblock %}"),
    *(
        "{% for x in range(9) %}x{% endfor %}",
        "{% if 1337*1337 %}x{% endif %}",
        "{% set x = 1337*1337 %}",
    ),
    *(
        "{% macro m() %}x{% endmacro %}",
        "{% call m() %}x{% endcall %}",
        "{% autoescape false %}<b>",
    ),
    *(
        "{% filter upper %}x{% endfilter %}",
        "{% with %}x{% endwith %}",
        "{% raw %}",
        "{% endraw %}",
    ),
    *(
        "{% debug %}",
        "{% do x %}",
        "{% continue %}",
        "{% trans %}x{% endtrans %}",
        "{% load x %}",
        "{% end",
    ),
    *(
        "{# a comment #}",
        "{#",
        "#}",
        "{{",
        "}}",
        "{%",
        "%}",
        "{{ '",
        "{{ }}",
        "{% %}",
        "# for x in y:",
    ),
    *(
        "{{ x }}}}",
        '{{ "\'" }}',
        "{{ x|safe }}",
        "{{ '<b>'|safe }}",
        "{{ x is defined }}",
        "{{ x ~ y }}",
    ),
)
_OTHERS = (
    *(
        "%(x)s",
        "%s %n %99999999d",
        "{0}",
        "{x!r}",
        "{0.__class__.__init__.__globals__}",
        "$x",
        "${x}",
    ),
    *(
        "$$",
        "<c:out value='x'/>",
        "<%@ page import='x' %>",
        "<jsp:include page='x'/>",
        "#set($x = 1)",
    ),
    *(
        "#include('x')",
        "#evaluate(x)",
        "<#assign x=1>",
        "<#include 'x'>",
        "${x?new()}",
        "freemarker",
    ),
    *(
        "!!python/object/apply:os.system [id]",
        "eval('1')",
        "__import__('os').system('id')",
        "exec(x)",
    ),
    *("\\input{/etc/passwd}", "\\write18{id}", "<!--#exec cmd='id'-->", "<xi:include href='x'/>"),
    *(
        "{{% shortcode %}}",
        "{{< figure src='x' >}}",
        ".. include:: /etc/passwd",
        ":command:`x`",
        "{:.x}",
    ),
)


def template_strings() -> tuple[str, ...]:
    """All of them but for `REMARKS`, each once."""
    computed = (mark.replace("$", given) for mark, given in product(_MARKS, (SUM,)))
    found = dict.fromkeys([*computed, *_JINJA, *_OTHERS])
    return tuple(text for text in found if text not in REMARKS)
