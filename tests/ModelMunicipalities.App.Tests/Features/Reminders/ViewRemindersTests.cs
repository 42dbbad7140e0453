using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Reminders;
using Improvement = ModelMunicipalities.Domain.Improvements.Improvement;
using Meeting = ModelMunicipalities.Domain.Meetings.Meeting;

namespace ModelMunicipalities.App.Tests.Features.Reminders;

public class ViewRemindersTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const string Evil = "<script>alert(1)</script>";

    [Test]
    public async Task The_rules_are_told_in_words_and_what_has_gone_out_is_listed()
    {
        var network = await BuildAsync(n => n.People(Evil).Peers("Luleå"));
        var reader = await network.Coordinator.ReaderAsync();
        var page = (await reader.GetAsync(network.Page("/reminders"))).ShouldBeOk();
        page.Text.ShouldContain(
            "14, 7 och 1 dagar före sista dagen och 1 och 2 dagar efter den, på vardagar. Samordnaren får veta efter 3 dagar."
        );
        page.Text.ShouldContain("Var 7:e dag, på vardagar.");
        page.Text.ShouldContain("En dag före träffen.");
        page.Text.ShouldContain("1, 14 och 30 dagar efter sista dagen, på vardagar.");
        page.Text.ShouldContain("Ingen påminnelse har gått ut ännu.");
        var idle = await BuildAsync(n => n.Outside("Luleå"));
        (await (await idle.Coordinator.ReaderAsync()).GetAsync(idle.Page("/reminders")))
            .ShouldBeOk()
            .Heading.ShouldBe("Inget att påminna om just nu");

        await network.InMarchAsync();
        await network.RemindAsync("2031-03-06 10:00");
        page = (await reader.GetAsync(network.Page("/reminders"))).ShouldBeOk();
        page.Text.ShouldContain("14 dagar före");
        page.Text.ShouldContain("Självskattning inför BM 1, Luleå");
        page.Html.ShouldNotContain("<script>alert");
        var view = (await network.Coordinator.Api.GetAsync(network.InNetwork("/reminders?pageSize=2"))).ShouldBeOk();
        view["sent.total"]!.GetValue<int>().ShouldBe(3);
        view["sent.items"]!.AsArray().Count.ShouldBe(2);
        (view["sent.items[0].reason"]!.ToString(), view["sent.items[0].day"]!.GetValue<int>()).ShouldBe(("checklistDue", -14));
    }

    [Test]
    public async Task The_form_keeps_what_was_typed_and_tells_what_is_wrong_beside_it()
    {
        var network = await BuildAsync(n => n.Peers("Luleå"));
        var reader = await network.Coordinator.ReaderAsync();
        var page = network.Page("/reminders");
        var form = (await reader.GetAsync(page + "?rule=ChecklistDue")).ShouldBeOk();
        form.Html.ShouldContain("value=\"14, 7, 1\"");
        form.Html.ShouldNotContain("name=\"Every\"");
        (await reader.GetAsync(page + "?rule=nonsense")).ShouldBeOk().Html.ShouldNotContain("name=\"Before\"");
        var wrong = (
            await reader.PostAsync(
                page,
                ("Rule", "ChecklistDue"),
                ("Version", "0"),
                ("IsOn", "true"),
                ("Before", "två"),
                ("Overdue", "1"),
                ("EscalateAfter", "5")
            )
        ).ShouldBe(HttpStatusCode.BadRequest);
        wrong.Html.ShouldContain("value=\"två\"");
        wrong.Html.ShouldContain("id=\"before-wrong\"");
        (
            await reader.PostAsync(
                page,
                ("Rule", "ChecklistDue"),
                ("Version", "0"),
                ("IsOn", "true"),
                ("Before", "21 10,3"),
                ("Overdue", ""),
                ("EscalateAfter", "")
            )
        ).ShouldLeadTo(page);
        (await reader.GetAsync(page)).Text.ShouldContain("21, 10 och 3 dagar före sista dagen, på vardagar.");
        (await reader.PostAsync(page, ("Rule", "ChecklistDue"), ("Version", "0"), ("IsOn", "true"), ("Before", "5"))).ShouldBe(
            HttpStatusCode.Conflict
        );
        (await reader.PostAsync(page, ("Rule", "FunctionVacant"), ("Version", "0"), ("Every", "7"))).ShouldLeadTo(page);
        (await reader.GetAsync(page)).Text.ShouldContain("avstängd");
        (
            await network.InDbAsync(db => db.ReminderSettings.SingleAsync(s => s.Reason == ReminderReason.FunctionVacant))
        ).IsOn.ShouldBeFalse();
        (await reader.PostAsync(page, ("Version", "0"))).ShouldBe(HttpStatusCode.NotFound);
    }
}
