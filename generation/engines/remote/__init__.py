"""Rendering on other machines: any server with /v1/videos. No Django here, no address but the operator's own."""
