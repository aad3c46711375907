"""One node: what it is, how it is, what it measures, what can be done with it. Pure."""

from collections.abc import Iterable
from datetime import datetime

from ages import ago, time_element
from health import BAD, GOOD, QUIET, WARN, clock_error
from html_builder import Content, Html, element
from quantities import quantity
from snapshot import Action, NodeStatus, Reading

# What a node says of itself, for people.
_STATES = {"online": ("online", GOOD), "stale": ("silent", WARN), "offline": ("offline", BAD)}
_PATTERNS = (("single", "One beep"), ("triple", "Three beeps"), ("long", "Long tone"))


def node_head(
    id: str, node: NodeStatus | None, is_own: bool, readings: Iterable[Reading], actions: Iterable[Action], now: datetime
) -> Html:
    """What it is and what can be done with it. `node` is None when only readings tell of it. Another node takes commands while it is there."""
    reachable = node is None or node.state != "offline" if is_own else node is not None and node.state == "online"
    return element(
        "div", element("h2", id), *_state(node, now), _buttons(id, readings, actions) if reachable else None, class_="head"
    )


def node_section(id: str, head: Html, cards: list[Html]) -> Html:
    shown = element("div", *cards, class_="cards") if cards else element("p", "No readings yet.", class_="quiet")
    return element("section", head, shown, class_="node", aria_label=f"Node {id}", data_key=f"node/{id}")


def pill(text: str, tone: str) -> Html:
    return element("span", text, class_=f"pill {tone}")


def _state(node: NodeStatus | None, now: datetime) -> list[Html]:
    if node is None:
        return [pill("unknown", QUIET)]
    text, tone = _STATES.get(node.state, (node.state, QUIET))
    facts = [node.role]
    if node.outbox:
        facts.append(f"{node.outbox} batches wait to be sent")
    if node.lost:
        facts.append(f"{node.lost} readings lost")
    if node.missing:
        facts.append(f"{node.missing} readings missing")
    if node.clock_is_off:
        facts.append(f"clock {clock_error(node)}")
    seen: Content = (
        "never seen" if node.last_seen is None else time_element(node.last_seen, f"seen {ago(node.last_seen, now)}")
    )
    return [
        pill(text, tone),
        *([pill("simulated", QUIET)] if node.simulated else []),
        element("p", " · ".join(facts), " · ", seen, class_="quiet"),
        *([element("p", node.problem, class_="error")] if node.problem is not None else []),
    ]


def _buttons(node: str, readings: Iterable[Reading], actions: Iterable[Action]) -> Html:
    return element(
        "p",
        element("span", "Buzzer", class_="quiet"),
        *(
            element(
                "button",
                text,
                type="button",
                data_node=node,
                data_buzzer=pattern,
                aria_label=f"{text} on {node}",
                data_key=pattern,
            )
            for pattern, text in _PATTERNS
        ),
        *(
            button
            for reading in readings
            if quantity(reading.quantity).is_relay
            for button in _relay_buttons(node, reading)
        ),
        *(_action_button(action) for action in actions),
        class_="actions",
    )


def _relay_buttons(node: str, reading: Reading) -> list[Html]:
    """What it is not; both when nobody knows what it is."""
    if not isinstance(reading.value, bool):
        return []
    name = quantity(reading.quantity).name.lower()
    wanted = (True, False) if reading.stale else (not reading.value,)
    key = f"{reading.plugin}/{reading.sensor}/{reading.quantity}"
    return [
        element(
            "button",
            f"Switch {name} {_on(on)}",
            type="button",
            data_node=node,
            data_relay=reading.quantity,
            data_on="true" if on else "false",
            aria_label=f"Switch {name} {_on(on)} on {node}",
            # A button alone stays the same one when its relay is switched, and so keeps the focus of whoever pressed it.
            data_key=f"{key}/{_on(on)}" if reading.stale else key,
        )
        for on in wanted
    ]


def _action_button(action: Action) -> Html:
    return element(
        "button",
        action.title,
        type="button",
        data_node=action.node,
        data_plugin=action.plugin,
        data_action=action.name,
        aria_label=f"{action.title}: {action.plugin} on {action.node}",
        data_key=f"action/{action.plugin}/{action.name}",
    )


def _on(on: bool) -> str:
    return "on" if on else "off"
