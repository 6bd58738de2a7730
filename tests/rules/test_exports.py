"""Rules that look at many files see the scripts of an export one by one."""

from __future__ import annotations

from deluge_lint.engine.registry import registry
from deluge_lint.engine.results import ActiveRule, FileSettings
from deluge_lint.engine.runner import lint_source
from deluge_lint.source import SourceFile

FUNCTIONS = """\
application "Shop"
{
	functions
	{
		Deluge
		{
			void Shop.pay(int order)
			{
				info order;
			}
			void Shop.all()
			{
				%s
			}
		}
	}
	workflow
	{
		functions
		{
			Pay
			{
				type = functions
				form = Orders
				on start
				{
					actions
					{
						%s
					}
				}
			}
		}
	}
}
"""


def found(name: str, text: str) -> list[tuple[str, str]]:
    """What a rule reports, and about which piece of the text."""
    rule = registry().rules[name]
    settings = FileSettings((ActiveRule(rule.name, rule.severity),))
    diagnostics = lint_source(SourceFile(text, "shop.ds"), settings).diagnostics
    return [(each.message, text[each.span.start : each.span.end]) for each in diagnostics]


def test_calls_of_actions_are_compared_with_the_headers_of_functions() -> None:
    text = FUNCTIONS % ("thisapp.Shop.pay(1);", "thisapp.Shop.pay(ID, 2);")
    assert found("own-argument-count", text) == [
        ("`shop.pay` takes 1 argument, here are 2", "thisapp.Shop.pay(ID, 2)")
    ]  # fmt: skip


def test_a_broken_script_leaves_the_calls_of_the_others() -> None:
    text = FUNCTIONS % ("thisapp.Shop.pay(1, 2) +;", "thisapp.Shop.pay();")
    assert [piece for _, piece in found("own-argument-count", text)] == ["thisapp.Shop.pay()"]


def test_a_function_that_could_not_be_read_takes_anything() -> None:
    text = FUNCTIONS % ("thisapp.Shop.pay(1);", "thisapp.Shop.pay();")
    assert found("own-argument-count", text.replace("info order;", "info order +;")) == []


def test_names_in_use_count_wherever_they_stand() -> None:
    text = FUNCTIONS % ("info 1;", "thisapp.Shop.pay(ID);")
    assert [piece for _, piece in found("unused-function", text)] == ["all"]
    assert found("unused-function", text.replace("info 1;", "info 1; // all of them")) == found(
        "unused-function", text.replace("info 1;", "info 2; // each of them")
    )
    assert (
        found("unused-function", text.replace("thisapp.Shop.pay(ID);", "thisapp.Shop.pay(ID); // Shop.all"))
        == []
    )


def test_a_broken_export_is_not_said_to_use_too_little() -> None:
    text = FUNCTIONS % ("info 1;", "thisapp.Shop.pay(ID);")
    assert found("unused-function", text[: text.rindex("}")]) == []


WORKFLOWS = """\
application "Shop"
{
	forms
	{
		form Orders { Total ( type = number ) }
		form Items { Total ( type = number ) }
	}
	reports
	{
		list All_Orders { show all rows from Orders ( Total ) }
		list All_Items { show all rows from Items ( Total ) }
	}
	workflow
	{
		form
		{
			One
			{
				type = form
				form = Orders
				record event = on add or edit
				on success
				{
					actions
					{
						custom deluge script
						(
							zoho.creator.updateRecord(zoho.adminuser, zoho.appname, "%s", 1, Map(), Map(), "shop");
						)
					}
				}
			}
			Two
			{
				type = form
				form = Items
				record event = on %s
				on success
				{
					actions
					{
						custom deluge script
						(
							zoho.creator.updateRecord(zoho.adminuser, zoho.appname, "All_Orders", 1, Map(), Map(), "shop");
						)
					}
				}
			}
		}
	}
}
"""


def test_workflows_that_start_each_other_are_both_told() -> None:
    told = [message for message, _ in found("workflow-triggers-itself", WORKFLOWS % ("All_Items", "edit"))]
    assert told == [
        "`zoho.creator.updateRecord` on `Items` starts this workflow again",
        "`zoho.creator.updateRecord` on `Orders` starts this workflow again",
    ]


def test_a_workflow_that_starts_one_of_new_records_alone_starts_nothing() -> None:
    assert found("workflow-triggers-itself", WORKFLOWS % ("All_Items", "add")) == []


def test_a_workflow_that_is_started_by_another_but_starts_only_itself_is_told_alone() -> None:
    text = WORKFLOWS % ("All_Orders", "edit")
    assert [piece.count("All_Orders") for _, piece in found("workflow-triggers-itself", text)] == [1]
