"""A scenario of the size that authors write: eight nodes, flags, a way back, three ends."""

from sscp_learning.learning.module_file import ModuleFile
from tests.builders.learning import SECOND_PAGE, a_module_file

FENCE = (
    ':::: scenario {#nt-40 title="A visit on a Friday afternoon" objective=act scoring=end '
    'see="guidance:neglect-toolkit/full#types" source="N07"}'
)
VISIT = f"""{FENCE}
You are a family support worker. School rang at two: Ella, who is six, was hungry again today, and said that nobody was
home last night.

::: node {{#door title="At the door"}}
It is ten past three. Dana, Ella’s mother, opens the door a hand’s width. Behind her a television is on.
“What do you want? We have had enough of people.”

- Say who you are and why you came, and ask if this is a good moment {{#k3v points=1 sets=trust}} -> kitchen
  > She looks at you for a while. LEDDOOR “Ten minutes,” she says, and steps back.
- Say that school has complained, and that you need to come in {{#p8d}} -> kitchen
  > “Complained. Of course.” She lets you in and walks off without a word.
- Say that you will come again on Monday, and leave your card {{#w2x}} -> street
  > The door shuts before you have finished. LEDSTREET
:::

::: node {{#street title="On the street"}}
You stand by your car. Monday is three nights away. Upstairs a light goes on, and a child’s face looks down at you.

- Go back and knock again {{#n6f}} -> door
  > You press the bell. It takes a long time.
- Drive on to your next visit and write it up tonight {{#b4q}} -> monday
  > You wave. She does not wave back.
- Ring your manager from the car before you do anything else {{#t9h points=1}} -> office
  > “What did you see, and what did you not see?” she asks.
:::

::: node {{#kitchen title="In the kitchen"}}
The kitchen is cold. There is milk, bread and half a box of cereal.

{{if=trust}}
Dana puts the kettle on. “I did two nights at the warehouse,” she says. “My sister was meant to come.”

{{unless=trust}}
Dana stands with her arms crossed. “Say what you came to say.”

- Ask what a usual evening looks like for Ella {{#h7m points=1}} -> upstairs
  > “She eats what is there. She is good, she puts herself to bed.”
- Ask who looks after Ella when she works at night {{#r5c points=2 if=trust}} -> upstairs
  > Her eyes fill. “Nobody,” she says. “Since August, nobody.” LEDTRUST
- Tell her that a child of six must never be alone at night {{#f2y}} -> monday
  > “Do you think I do not know that?” She opens the front door for you.
:::

::: node {{#upstairs title="Upstairs"}}
Ella sits on a mattress without a sheet. She holds a torch. “I turn it on when it is dark,” she says.

- Ask her what the night was like, and listen {{#j8z points=1}} -> office
  > “I counted,” she says. “I can count to four hundred.”
- Tell her that everything will be all right now {{#d3w}} -> office
  > She nods. She does not say anything more.
- Look round, and say goodbye {{#y6g}} -> monday
  > You hear her switch the torch on as you go down.
:::

::: node {{#office title="Back in the car"}}
You write down what you saw, and what Ella said, in her own words. It is ten to four.

- Ring children’s social care now, and tell Dana that you are doing so {{#m5k points=1}} -> heard
  > They take it at once. Dana is angry, and then she asks when they will come.
- Send a referral form on Monday, when you have more time {{#c7t}} -> waited
  > You save a draft.
:::

::: node {{#heard title="Ella is not alone tonight" outcome=good}}
A social worker comes at six. Dana’s sister takes Ella for the weekend, and on Monday the family has a plan that
names every night.
:::

::: node {{#waited title="A long weekend" outcome=mixed}}
On Monday the referral goes in, and it is a good one. Ella was alone on Friday and on Saturday.
:::

::: node {{#monday title="Monday morning" outcome=poor}}
School rings again at nine. Nobody had asked Ella what the night was like.
:::

**Why:** WHYVISIT What a child lives through at night cannot wait for a form. Ask, see the child, and ring the same day.
::::
"""

BEST = (("door", "k3v"), ("kitchen", "r5c"), ("upstairs", "j8z"), ("office", "m5k"))
POOR = (("door", "p8d"), ("kitchen", "f2y"))
MIXED = (("door", "p8d"), ("kitchen", "h7m"), ("upstairs", "d3w"), ("office", "c7t"))
SINGLE = """::: question single {#q-1 objective=see}
Single?

- [ ] Wrong {#c1c}
- [x] Right {#c2c}
:::

"""


def a_visit(*, scored: str = "end", flags: str = "") -> str:
    """The scenario, scored in one of the three ways; `flags` go into its braces."""
    return VISIT.replace("scoring=end", f"scoring={scored} {flags}".strip())


def a_module_with_a_visit(
    *, scored: str = "end", flags: str = "", before: str = SINGLE, pass_mark: int = 100
) -> ModuleFile:
    """A module whose quiz ends with the scenario, behind one plain question."""
    quiz = before + a_visit(scored=scored, flags=flags)
    return a_module_file("visit", pages=(SECOND_PAGE,), quiz=quiz, pass_mark=pass_mark)
