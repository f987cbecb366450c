"""Numbers, dates and spans of time as people read them, in the city's time zone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from stadsgesprek.console.i18n import Words


@dataclass(frozen=True, slots=True)
class Format:
    """Writes for one language and time zone."""

    words: Words
    zone: ZoneInfo

    def number(self, value: int) -> str:
        """With a separator for thousands: 1.234 in Dutch, 1,234 in English."""
        return f"{value:,}".replace(",", self.words("format.thousands"))

    def percent(self, share: float) -> str:
        """A share of 1 as whole percents. What is not quite all is never shown as 100%, nor something as nothing."""
        whole = round(share * 100)
        if 0 < share < 1:
            whole = min(99, max(1, whole))
        return f"{whole}%"

    def decimal(self, value: float) -> str:
        """Two decimals at most."""
        return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", self.words("format.point"))

    def weekday(self, day: date) -> str:
        """The day's name, in full."""
        return self.words(f"weekday.{day.isoweekday()}")

    def day(self, day: date) -> str:
        """24 maart 2026."""
        return f"{day.day} {self.words(f'month.{day.month}')} {day.year}"

    def long_day(self, day: date) -> str:
        """dinsdag 24 maart 2026."""
        return f"{self.weekday(day)} {self.day(day)}"

    def time(self, moment: datetime) -> str:
        """14:31, on the clock of the city."""
        return f"{moment.astimezone(self.zone):%H:%M}"

    def moment(self, moment: datetime, now: datetime) -> str:
        """The time alone on the day itself, with the day on another, with the year in another year."""
        local, today = moment.astimezone(self.zone), now.astimezone(self.zone)
        if local.date() == today.date():
            return self.time(moment)
        year = f" {local.year}" if local.year != today.year else ""
        return f"{local.day} {self.words(f'month-short.{local.month}')}{year}, {self.time(moment)}"

    def full(self, moment: datetime) -> str:
        """dinsdag 24 maart 2026, 14:31."""
        return f"{self.long_day(moment.astimezone(self.zone).date())}, {self.time(moment)}"

    def iso(self, moment: datetime) -> str:
        """For <time datetime>."""
        return moment.astimezone(self.zone).isoformat(timespec="seconds")

    def span(self, span: timedelta) -> str:
        """A length of time in its one fitting unit: 5 minuten, 3 uur, 2 dagen."""
        minutes = max(0, int(abs(span).total_seconds() // 60))
        if minutes < 1:
            return self.words("span.moment")
        if minutes < 60:
            return self.words.number("span.minute", minutes)
        if minutes < 48 * 60:
            return self.words.number("span.hour", minutes // 60)
        return self.words.number("span.day", minutes // (24 * 60), self.number(minutes // (24 * 60)))

    def relative(self, moment: datetime, now: datetime) -> str:
        """3 uur geleden, of over 3 uur."""
        return self.words("span.ago" if moment <= now else "span.ahead", span=self.span(moment - now))
