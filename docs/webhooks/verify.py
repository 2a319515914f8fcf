import base64
import hashlib
import hmac
import json
import time


def verify_webhook(secret: str, headers, body: bytes):
    """Returns the event of a webhook; raises where the signature or the time is wrong."""
    webhook_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not timestamp.isdecimal() or abs(time.time() - int(timestamp)) > 300:
        raise ValueError("The webhook is too old.")

    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{webhook_id}.{timestamp}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
    for each in headers.get("webhook-signature", "").split(" "):
        version, _, signature = each.partition(",")
        if version == "v1" and hmac.compare_digest(expected, signature.encode()):
            return json.loads(body)
    raise ValueError("The signature is wrong.")
