"""Names and phrases that tell nothing about anybody: pseudonyms, usernames, passphrases (REVIEW-RULES D1).

Nobody types a pseudonym: it is chosen from suggestions made of two harmless words.
"""

import secrets
from collections.abc import Callable, Collection, Sequence

FIRST_WORDS = (  # noqa: SIM905  Quotation marks round each word would only be in the way.
    "amber autumn brave breezy bright calm cheerful clever cosy crimson curious dapper early gentle gold happy jolly "
    "kind lively lucky mellow merry mighty misty morning noble orange patient plucky polite proud purple quick quiet "
    "ready royal ruby scarlet silver snowy sparkly spring steady summer sunny swift teal turquoise violet winter wise "
    "witty yellow blue green"
).split()
SECOND_WORDS = (  # noqa: SIM905  Quotation marks round each word would only be in the way.
    "acorn badger beacon bell boat breeze bridge brook button candle canyon cloud clover comet compass coral daisy "
    "dolphin drum falcon feather fern finch forest fountain fox garden harbour hare harp heron hill island ivy jigsaw "
    "kettle kingfisher kite lantern lark leaf lighthouse lily lion maple marble meadow moon mountain oak orchard "
    "otter owl pebble penguin pine planet puffin rabbit rainbow raven river robin rocket sail seal shell sparrow "
    "spruce star stream sunflower swallow swan thistle tiger trumpet turtle valley violin walnut wave whale willow "
    "wren"
).split()
PHRASE_WORDS = (  # noqa: SIM905  Quotation marks round each word would only be in the way.
    "anchor apple apron arch arrow atlas basket beach bench berry bicycle biscuit blanket blossom book boot bottle "
    "bowl branch bread brick brush bubble bucket bus butter cabin cable camera canal candle cap card carpet carrot "
    "castle chair chalk cheese cherry circle clock coat coffee coin cookie copper corner cotton cousin cricket crown "
    "cup curtain cushion desk diamond dinner door dragon dress drum duck engine envelope farm fence field finger flag "
    "flame flute fog football fork frame frost fruit garage garlic gate ginger glass globe glove grape grass guitar "
    "hammer hat hazel hedge helmet honey horse hotel house jacket jam jar jelly jewel jumper kettle key kitchen "
    "ladder lake lamp laptop lemon letter library lizard lunch magnet map market mask match melon melody metal milk "
    "mint mirror mitten monkey motor muffin museum music napkin needle nest notebook novel nut ocean olive onion "
    "orange oven owl paint paper parcel park path peach pear pencil pepper piano picnic pillow pilot pizza plate plum "
    "pocket pond poppy postcard potato puzzle radio rain ribbon ring river road robot roof rope rose rug ruler salad "
    "salt sand sandwich saucer scarf scooter seed shelf shirt shoe silk skate sky slipper snow soap sock sofa soup "
    "spoon square stamp stone story string sugar summer sun table tea teapot tent thread ticket toast tomato towel "
    "tower train tray tree tulip umbrella vase village violin wagon wall wallet watch water wheel window wing winter "
    "wool yoghurt zebra"
).split()
WORDS_IN_A_PHRASE = 4
SUGGESTIONS = 4

Choose = Callable[[Sequence[str]], str]


def make_passphrase(choose: Choose = secrets.choice) -> str:
    """Four plain words. With the limit on tries, guessing takes centuries; a child can still copy them by hand."""
    return " ".join(choose(PHRASE_WORDS) for _ in range(WORDS_IN_A_PHRASE))


def tidy_passphrase(typed: str) -> str:
    """The phrase as it was made, however it was typed: capitals, hyphens and extra spaces do not matter."""
    return " ".join(typed.lower().replace("-", " ").replace(",", " ").split())


def tidy_username(typed: str) -> str:
    """The username as it was made: “Blue kite” and “BLUE-KITE” are “blue-kite”."""
    return "-".join(typed.lower().replace("-", " ").split())


def make_username(taken: Collection[str], choose: Choose = secrets.choice) -> str:
    """A username that nobody has: two words, and a number once two words are not enough."""
    while True:
        name = f"{choose(FIRST_WORDS)}-{choose(SECOND_WORDS)}"
        if name not in taken:
            return name
        if (numbered := f"{name}-{choose('23456789')}{choose('23456789')}") not in taken:
            return numbered


def suggest_pseudonyms(username: str, taken: Collection[str], choose: Choose = secrets.choice) -> list[str]:
    """Some pseudonyms to choose from; never one that is taken, never the username in other letters."""
    found: list[str] = []
    while len(found) < SUGGESTIONS:
        name = f"{choose(FIRST_WORDS)} {choose(SECOND_WORDS)}".title()
        if is_pseudonym(name, username) and name not in taken and name not in found:
            found.append(name)
    return found


def is_pseudonym(name: str, username: str) -> bool:
    """True for two of our own words that do not give the username away."""
    first, _, second = name.lower().partition(" ")
    return first in FIRST_WORDS and second in SECOND_WORDS and not username.startswith(f"{first}-{second}")
