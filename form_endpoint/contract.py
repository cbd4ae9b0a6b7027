"""The OpenAPI document of a form: its addresses, what they take and what they answer, for programs."""

import hashlib
import json

from form_endpoint.app import Limits
from form_endpoint.form import Form, say
from form_endpoint.reference import ALPHABET, LENGTH
from form_endpoint.schema import SHARED, Schema, language_schema, object_schema

FORM_TYPE, JSON_TYPE, PAGE_TYPE = "application/x-www-form-urlencoded", "application/json", "text/html"
ABOUT = (
    "What fits `Answers` is taken, but for dates, which are counted from today. The endpoint tidies before it judges,"
    " so it also takes what only fits once it is tidied. Whoever accepts `application/json` alone gets data, not pages."
)
REFERENCE: Schema = {"type": "string", "pattern": f"^[{ALPHABET}]{{{LENGTH // 2}}}-[{ALPHABET}]{{{LENGTH // 2}}}$"}
STATES = ("required", "unknown", "received", "passed")


def openapi(form: Form, action: str, origin: str) -> Schema:
    """Return the OpenAPI 3.1 document of the form that is sent to `action`, such as `/api/speaker-request`."""
    answers = object_schema(form, "#/components/schemas/")
    version = hashlib.sha256(json.dumps(answers, sort_keys=True).encode()).hexdigest()[:12]
    name = say(form.title, form.languages[0])
    return {
        "openapi": "3.1.0",
        "info": {"title": name, "version": version, "description": ABOUT},
        "servers": [{"url": origin}],
        "paths": {
            action: {"get": to_form(), "post": send_form(form.requester)},
            f"{action}/received/{{reference}}": {"get": after_sending()},
            f"{action}/status": {"get": ask_status(), "post": look_up_status()},
            f"{action.removesuffix(form.id)}health": {"get": watch_health()},
        },
        "components": {"schemas": {"Answers": answers, **SHARED, **answer_schemas(form)}},
    }


def answer_schemas(form: Form) -> dict[str, Schema]:
    """Return the schemas of what the endpoint answers."""
    text = {"type": "string"}
    names = {"enum": [question.name for question in form.fields]}
    return {
        "Kept": closed(reference=REFERENCE),
        "Refusal": closed(title=text, text=text),
        "Faults": closed(
            title=text, text=text, errors={"type": "object", "propertyNames": names, "additionalProperties": text}
        ),
        "State": closed(state={"enum": list(STATES)}, text=text),
        "Question": question_of_status(form),
        "Health": closed(state=text),
        "Illness": {"anyOf": [reference_to("Health"), reference_to("Refusal")]},
    }


def question_of_status(form: Form) -> Schema:
    """Return the schema of what the look-up page sends."""
    line = reference_to("line")
    asked = closed(reference=line, email=line)
    return {**asked, "properties": {"language": language_schema(form), **asked["properties"]}}


def closed(**properties: Schema) -> Schema:
    """Return the schema of an object with these properties, all there and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def to_form() -> Schema:
    """Return the operation that leads to the published form."""
    responses = {"303": {"description": "Go to the form", "headers": location("the form")}}
    return {
        "operationId": "goToForm",
        "summary": "Go to the published form",
        "parameters": [LANGUAGE],
        "responses": responses,
    }


def send_form(requester: str) -> Schema:
    """Return the operation that sends the form; `requester` names its e-mail question."""
    after = location("the page after sending")
    kept = {"description": "Kept, for a program", "headers": after, "links": links(requester)}
    responses = {
        "201": {**kept, "content": {JSON_TYPE: {"schema": reference_to("Kept")}}},
        "303": {"description": "Kept, for a person", "headers": after},
        "422": told("Something must be corrected", "Faults"),
        "429": told("Too many from one client", "Faults", RETRY),
        "503": told("Not now: the store is away", "Faults", RETRY),
        **refusals(),
    }
    description = "The same answers sent again get the same reference, and are kept once."
    return {
        "operationId": "sendForm",
        "summary": "Send the form",
        "description": description,
        "requestBody": body("Answers"),
        "responses": responses,
    }


def after_sending() -> Schema:
    """Return the operation that shows the page after sending."""
    reference = {"name": "reference", "in": "path", "required": True, "schema": REFERENCE}
    responses = {"200": page("The page after sending; it looks nothing up"), "404": told("Not a reference", "Refusal")}
    return {
        "operationId": "seeReceived",
        "summary": "See the page after sending",
        "parameters": [reference, LANGUAGE],
        "responses": responses,
    }


def ask_status() -> Schema:
    """Return the operation that shows the look-up page."""
    responses = {"200": page("The look-up page")}
    return {
        "operationId": "askStatus",
        "summary": "See the look-up page",
        "parameters": [LANGUAGE],
        "responses": responses,
    }


def look_up_status() -> Schema:
    """Return the operation that says how far a request is."""
    responses = {
        "200": told("How far it is; an unknown reference and a wrong address get one answer", "State"),
        "422": told("Both must be given", "State"),
        "429": told("Too many look-ups", "Refusal", RETRY),
        "503": told("Not now: the store is away", "Refusal", RETRY),
        **refusals(),
    }
    return {
        "operationId": "lookUp",
        "summary": "Look up a request",
        "requestBody": body("Question"),
        "responses": responses,
    }


def watch_health() -> Schema:
    """Return the operation that says whether mail to the office goes out."""
    well = {"description": "Well", "content": {JSON_TYPE: {"schema": reference_to("Health")}}}
    ill = told("Mail to the office is overdue, or the store is away", "Illness")
    responses = {"200": well, "503": ill}
    return {"operationId": "seeHealth", "summary": "See whether mail to the office goes out", "responses": responses}


LANGUAGE: Schema = {
    "name": "language",
    "in": "query",
    "description": "The language of the answer; an unknown one means the first.",
    "schema": {"type": "string"},
}
RETRY: Schema = {
    "Retry-After": {
        "description": "Seconds to wait",
        "required": True,
        "schema": {"type": "string", "pattern": "^[0-9]+$"},
    }
}


def links(requester: str) -> Schema:
    """Return where a kept request leads."""
    reference = "$response.body#/reference"
    asked = {"reference": reference, "email": f"$request.body#/{requester}"}
    return {
        "received": {"operationId": "seeReceived", "parameters": {"reference": reference}},
        "status": {"operationId": "lookUp", "requestBody": asked},
    }


def location(where: str) -> Schema:
    """Return the header that leads somewhere."""
    return {"Location": {"description": f"The address of {where}", "required": True, "schema": {"type": "string"}}}


def page(description: str) -> Schema:
    """Return a response that is a page."""
    return {"description": description, "content": {PAGE_TYPE: {"schema": {"type": "string"}}}}


def told(description: str, schema: str, headers: Schema | None = None) -> Schema:
    """Return a response that is a page for people, or data for programs that accept JSON alone."""
    content = {JSON_TYPE: {"schema": reference_to(schema)}, **page("")["content"]}
    return {"description": description, "content": content, "headers": headers or {}}


def reference_to(schema: str) -> Schema:
    """Return a reference to one of the schemas of the document."""
    return {"$ref": f"#/components/schemas/{schema}"}


def refusals() -> dict[str, Schema]:
    """Return the responses to what is not read at all."""
    limits = Limits()
    return {
        "400": told(f"Not readable, or more than {limits.max_fields} fields", "Refusal"),
        "403": told("Sent from a page of another site", "Refusal"),
        "413": told(f"More than {limits.max_bytes} bytes", "Refusal"),
        "415": told("Neither a form nor JSON, or not in UTF-8", "Refusal"),
    }


def body(schema: str) -> Schema:
    """Return a request body that may be a form or JSON."""
    data = {"schema": reference_to(schema)}
    return {"required": True, "content": {FORM_TYPE: data, JSON_TYPE: data}}
