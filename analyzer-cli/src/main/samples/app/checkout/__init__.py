"""A small order service that fails in the ways asyncio services fail."""
