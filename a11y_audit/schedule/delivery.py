"""Send a notice: by mail, and to a webhook. What can't be delivered is told, and never ends a night."""

import json
import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Final
from urllib.error import URLError
from urllib.request import Request, urlopen

from a11y_audit.core.text import Lang
from a11y_audit.log import get_logger
from a11y_audit.schedule.notice import Notice
from a11y_audit.settings import Notify

log = get_logger(__name__)

_TIMEOUT_S: Final = 30.0
_OK: Final = range(200, 300)


def deliver(notice: Notice, notify: Notify, lang: Lang) -> str:
    """Send the notice to everyone who is to be told; return what went wrong, or "" when nothing did.

    Neither addresses nor secrets are in what is returned.
    """
    problems = []
    if notify.mail_to and notify.smtp_host:
        problems.append(_attempt("mail", lambda: _mail(notice, notify, lang)))
    if notify.webhook.get_secret_value():
        problems.append(_attempt("webhook", lambda: _post(notice, notify.webhook.get_secret_value(), lang)))
    return "; ".join(each for each in problems if each)


def is_wanted(notify: Notify) -> bool:
    """Whether the settings name anyone to tell."""
    return bool((notify.mail_to and notify.smtp_host) or notify.webhook.get_secret_value())


def _attempt(name: str, send: Callable[[], None]) -> str:
    try:
        send()
    except (OSError, smtplib.SMTPException, URLError, ValueError) as error:
        # The words of an error may quote an address with a secret in it; its kind is enough to know where to look.
        cause = type(error).__name__
        log.warning("notice_not_delivered", way=name, cause=cause)
        return f"{name}: {cause}"
    return ""


def message(notice: Notice, notify: Notify, lang: Lang) -> EmailMessage:
    """Return the mail, in UTF-8."""
    mail = EmailMessage()
    mail["Subject"] = notice.subject(lang)
    mail["From"] = notify.mail_from or notify.mail_to[0]
    mail["To"] = ", ".join(notify.mail_to)
    mail["Date"] = formatdate(localtime=True)
    mail["Message-ID"] = make_msgid(domain="a11y-audit.invalid")
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("\n".join([*notice.lines(lang), ""]))
    return mail


def _mail(notice: Notice, notify: Notify, lang: Lang) -> None:
    context = ssl.create_default_context()
    place = (notify.smtp_host, notify.smtp_port)
    connect = (
        smtplib.SMTP_SSL(*place, timeout=_TIMEOUT_S, context=context)
        if notify.smtp_security == "tls"
        else smtplib.SMTP(*place, timeout=_TIMEOUT_S)
    )
    with connect as server:
        if notify.smtp_security == "starttls":
            server.starttls(context=context)
        if notify.smtp_user:
            server.login(notify.smtp_user, notify.smtp_password.get_secret_value())
        server.send_message(message(notice, notify, lang))


def _post(notice: Notice, address: str, lang: Lang) -> None:
    if not address.startswith(("http://", "https://")):
        raise ValueError("webhook")
    text = "\n".join([notice.subject(lang), *notice.lines(lang)])
    body = {
        "text": text,
        "site": notice.site,
        "run": notice.night.run,
        "state": notice.night.state,
        "code": notice.night.code,
        "numbers": dict(notice.night.numbers),
    }
    request = Request(  # noqa: S310 -- only http and https
        address,
        data=json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"),
        headers={"Content-Type": "application/json; charset=utf-8", "User-Agent": "a11y-audit"},
        method="POST",
    )
    with urlopen(request, timeout=_TIMEOUT_S) as answer:  # noqa: S310 -- as above
        if answer.status not in _OK:
            raise ValueError("status")
