"""What an ordinary message is: a case, and an example of a finding, say only in what they differ from it."""

from typing import Final

from processors.features import FeatureRow
from schemas.vocabulary import Channel, Intent, Sentiment, Topic, Urgency, Visibility, Weekday

ORDINARY: Final = FeatureRow(
    intent=Intent.vraag.value,
    intent_confidence=0.9,
    topic=Topic.vergunningen.value,
    topic2=None,
    topic_confidence=0.9,
    sentiment=Sentiment.neutraal.value,
    urgency=Urgency.normaal.value,
    language="nl",
    abstained=False,
    personal_data=False,
    channel=Channel.twitter.value,
    visibility=Visibility.public.value,
    followers=None,
    contacts=None,
    account_days=None,
    from_city=False,
    reply=False,
    reply_to_city=False,
    attachments=0,
    length=48,
    words=8,
    crisis=False,
    office_hours=True,
    weekday=Weekday.di.value,
    hour=10,
    signals=(),
)
"""An ordinary question to a department: public, in Dutch, eight words, on Twitter, on a Tuesday morning."""
