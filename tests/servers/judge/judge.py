"""Reads pages with the official Python client and with Google's protobuf, and says as JSON what they hold.

Of each page a line with its format and its length comes in, then the page; a line goes out: the families, or what is wrong.
"""

import json
import pathlib
import sys

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from google.protobuf.internal import decoder
from prometheus_client import parser as text
from prometheus_client.openmetrics import parser as openmetrics

# Messages that Debian's file has without the fields of later years: message, field, number, type.
NEWER_FIELDS = [
    ("Counter", "created_timestamp", 3, ".google.protobuf.Timestamp"),
    ("Summary", "created_timestamp", 4, ".google.protobuf.Timestamp"),
    ("Histogram", "created_timestamp", 15, ".google.protobuf.Timestamp"),
    ("Histogram", "exemplars", 16, ".io.prometheus.client.Exemplar"),
    ("MetricFamily", "unit", 5, None),
]


def family_message():
    files = descriptor_pb2.FileDescriptorSet()
    files.ParseFromString(pathlib.Path(sys.prefix, "metrics.pb").read_bytes())
    messages = {message.name: message for file in files.file for message in file.message_type}
    for name, field, number, type_name in NEWER_FIELDS:
        if all(known.number != number for known in messages[name].field):
            is_list = field.endswith("s")
            new = messages[name].field.add(name=field, number=number, label=3 if is_list else 1)
            new.type = new.TYPE_MESSAGE if type_name else new.TYPE_STRING
            if type_name:
                new.type_name = type_name
    pool = descriptor_pool.DescriptorPool()
    for file in files.file:
        pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("io.prometheus.client.MetricFamily"))


FAMILY = family_message()


def number(value):
    """Numbers go out as text: JSON has no NaN, and readers of it make floats of what is whole."""
    return repr(value)


def milliseconds(time):
    if time is None:
        return None
    return time.sec * 1000 + time.nsec // 1_000_000


def exemplar(found):
    if found is None:
        return None
    return {"labels": found.labels, "value": number(found.value), "time": milliseconds(found.timestamp)}


def sample(found):
    assert found.timestamp is None, f"nobody gave {found.name} a time"
    return {
        "name": found.name,
        "labels": found.labels,
        "value": number(found.value),
        "exemplar": exemplar(found.exemplar),
    }


def families(found):
    return [
        {
            "name": family.name,
            "kind": family.type,
            "help": family.documentation,
            "unit": family.unit,
            "samples": [sample(one) for one in family.samples],
        }
        for family in found
    ]


def fields(message):
    """The fields that are there, under their names; numbers as text, and those with a fraction marked as such."""
    return {
        field.name: [value_of(field, one) for one in value] if field.is_repeated else value_of(field, value)
        for field, value in message.ListFields()
    }


def value_of(field, value):
    if field.type == field.TYPE_MESSAGE:
        return fields(value)
    if field.type == field.TYPE_DOUBLE:
        return {"double": number(value)}
    if field.type == field.TYPE_ENUM:
        return field.enum_type.values_by_number[value].name
    return value if field.type == field.TYPE_STRING else number(value)


def messages(page):
    """Each message has its length in front; nothing that the messages don't know may be in them."""
    found, at = [], 0
    while at < len(page):
        length, at = decoder._DecodeVarint(page, at)
        assert at + length <= len(page), "the last message is cut off"
        family = FAMILY.FromString(page[at : at + length])
        known = FAMILY.FromString(page[at : at + length])
        known.DiscardUnknownFields()
        assert known.ByteSize() == family.ByteSize(), f"{family.name} has fields that nobody knows"
        found.append(fields(family))
        at += length
    return found


READERS = {
    "text": lambda page: families(text.text_string_to_metric_families(page.decode())),
    "openmetrics": lambda page: families(openmetrics.text_string_to_metric_families(page.decode())),
    "protobuf": messages,
}


def verdict(form, page):
    try:
        return {"families": READERS[form](page)}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


def main():
    for line in sys.stdin.buffer:
        form, length = line.decode().split()
        page = sys.stdin.buffer.read(int(length))
        print(json.dumps(verdict(form, page)), flush=True)


main()
