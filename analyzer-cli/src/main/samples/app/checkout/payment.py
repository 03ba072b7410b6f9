import asyncio
import logging
import random

log = logging.getLogger("checkout.payment")


class PaymentDeclined(Exception):
    pass


class GatewayUnavailable(Exception):
    pass


class Gateway:
    """Stands for a payment provider's HTTP client."""

    async def post(self, path, body):
        await asyncio.sleep(random.uniform(0.01, 0.04))
        if body["order"] % 15 == 0:
            raise ConnectionResetError(104, "Connection reset by peer")
        return {"status": "declined" if body["order"] % 5 == 0 else "paid"}


async def charge(gateway, order):
    for attempt in (1, 2):
        try:
            answer = await gateway.post("/v1/charges", {"order": order.number, "amount": order.amount})
        except ConnectionResetError as error:
            if attempt == 2:
                raise GatewayUnavailable(f"charge of order {order.number} gave up after {attempt} attempts") from error
            log.warning("charging order=%d failed once, retrying", order.number)
            continue
        if answer["status"] == "declined":
            raise PaymentDeclined(f"order {order.number}: card expired")
        return answer
