"""Days as numbers (0 is 1970-01-01), the clocks of Madrid, and rules of dates: written from the rules alone, with no library of calendars."""
import functools

DAY = 86400000
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_days(year, month):
    return [31, 29 if leap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]


def day_of(year, month, day):
    before = (year - 1) * 365 + (year - 1) // 4 - (year - 1) // 100 + (year - 1) // 400
    return before - 719162 + sum(month_days(year, m) for m in range(1, month)) + day - 1


@functools.lru_cache(None)
def date_of(number):
    year = 1970 + number // 366
    while day_of(year + 1, 1, 1) <= number:
        year += 1
    left, month = number - day_of(year, 1, 1), 1
    while left >= month_days(year, month):
        left -= month_days(year, month)
        month += 1
    return year, month, left + 1


def weekday(number):
    return (number + 3) % 7  # 0 is Monday; 1970-01-01 was a Thursday


def text(number):
    return "%04d-%02d-%02d" % date_of(number)


def read(words):
    """2027-03-01 or 01/03/2027 as a day; None when it is none."""
    parts = words.split("-") if "-" in words else words.split("/")[::-1]
    if len(parts) != 3 or not all(p.isdigit() for p in parts):
        return None
    year, month, day = map(int, parts)
    return day_of(year, month, day) if 1 <= month <= 12 and 1 <= day <= month_days(year, month) else None


# --- clocks: two hours before Greenwich from the last Sunday of March, 01:00Z, to that of October, 01:00Z; else one

def last_sunday(year, month):
    end = day_of(year, month, 31)
    return end - (weekday(end) + 1) % 7


def offset(ms):
    """By how much the clocks of Madrid are ahead at MS."""
    year = date_of(ms // DAY)[0]
    start, end = (last_sunday(year, m) * DAY + 3600000 for m in (3, 10))
    return 7200000 if start <= ms < end else 3600000


def local_day(ms):
    return (ms + offset(ms)) // DAY


def local_minute(ms):
    return (ms + offset(ms)) % DAY // 60000


def instant(day, minute):
    """The first moment at which the clocks show MINUTE of DAY, or the jump over it."""
    shown = day * DAY + minute * 60000
    for ahead in (7200000, 3600000):  # the earlier moment first
        if offset(shown - ahead) == ahead:
            return shown - ahead
    return last_sunday(date_of(day)[0], 3) * DAY + 3600000


# --- rules: (every, unit, what), of which what is days of the week, a day, ("nth", n, weekday) or (month, day)

class Rule:
    def __init__(self, every, unit, what, anchor):
        self.every, self.unit, self.what, self.anchor, self.found = every, unit, what, anchor, {}

    def has(self, day):
        year, month, number = date_of(day)
        first = date_of(self.anchor)
        if self.unit == "day":
            return (day - self.anchor) % self.every == 0
        if self.unit == "week":
            monday, other = day - weekday(day), self.anchor - weekday(self.anchor)
            return (monday - other) // 7 % self.every == 0 and weekday(day) in self.what
        if self.unit == "month":
            return (year * 12 + month - first[0] * 12 - first[1]) % self.every == 0 and self.of_month(day, self.what)
        return (year - first[0]) % self.every == 0 and month == self.what[0] and number == min(self.what[1], month_days(year, month))

    @staticmethod
    def of_month(day, what):
        year, month, number = date_of(day)
        if isinstance(what, int):
            return number == min(what, month_days(year, month))
        _, nth, of = what
        if weekday(day) != of:
            return False
        return number + 7 > month_days(year, month) if nth == -1 else (number + 6) // 7 == nth

    def after(self, day):
        if day not in self.found:
            following = day + 1
            while not self.has(following):
                following += 1
            self.found[day] = following
        return self.found[day]
