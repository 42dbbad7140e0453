using ModelMunicipalities.Domain.Meetings;
using static ModelMunicipalities.App.Tests.Kit.Calling;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class CancelMeetingTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task A_cancelled_meeting_is_struck_out_locks_nothing_and_can_be_called_again()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var (id, by) = (await network.MeetingOfAsync("Piteå", "bm1"), network["Piteå", Function.KeyPerson]);
        var before = await network.MeetingAsync(id);
        var cancelled = (await network.CancelAsync(by, id, " Halva gruppen är sjuk. ")).ShouldBeOk();
        (cancelled["status"]!.ToString(), cancelled["cancelledBecause"]!.ToString()).ShouldBe(
            ("cancelled", "Halva gruppen är sjuk.")
        );
        var mails = await network.MailsAsync();
        mails
            .To()
            .ShouldBe(
                new[] { "Piteå", "Luleå" }.SelectMany(o => Assessment.Functions.Select(f => network[o, f].Email)),
                ignoreOrder: true
            );
        mails.ShouldAllBe(m =>
            m.Subject == "Inställd: BM 1, gruppen Piteå"
            && m.Body.Contains("Skäl: Halva gruppen är sjuk.")
            && m.CalendarMethod == "CANCEL"
        );
        var calendar = await CalendarReader.ReadAsync(mails[0].Calendar!);
        (
            calendar.Says("method"),
            calendar.Event().Says("status"),
            calendar.Event().Says("sequence"),
            calendar.Event().Says("uid")
        ).ShouldBe(("CANCEL", "CANCELLED", "1", $"{before.Uid}"));
        (await network.TrailAsync("MeetingCancelled")).ShouldHaveSingleItem().Detail!.ShouldEndWith(": Halva gruppen är sjuk.");

        (await network.CancelAsync(by, id, "Igen")).ShouldBeRefused(HttpStatusCode.Conflict, "MeetingCancelled");
        (await network.CallAsync(by, id, Digital())).ShouldBeOk()["cancelledBecause"].ShouldBeNull();
        var again = await network.MeetingAsync(id);
        (again.Status, again.Sequence, again.Uid).ShouldBe((MeetingStatus.Confirmed, 2, before.Uid));
        (await network.MailsAsync())[^1].Subject.ShouldStartWith("Kallelse");
    }

    [Test]
    public async Task Cancelling_what_nobody_was_called_to_sends_no_calendar_and_gives_up_the_poll()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var id = await network.PlannedAsync("Piteå");
        await network.PollAsync(id, Soon);
        (await network.CancelAsync(network.Coordinator, id, "Färre träffar")).ShouldBeOk()["pollIsOpen"]!
            .GetValue<bool>()
            .ShouldBeFalse();
        (await network.MailsAsync()).ShouldAllBe(m =>
            m.Calendar == null && m.CalendarMethod == null && m.Body.Contains("Färre träffar") && !m.Body.Contains("kalender")
        );
        (await network["Luleå", Function.Manager].Api.GetAsync(network.AtMeeting(id, "/calendar.ics"))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "MeetingNotCalled"
        );
    }

    [TestCase(null, "CancelReasonMissing")]
    [TestCase("  ", "CancelReasonMissing")]
    [TestCase("a\0b", "Unreadable")]
    [TestCase("long", "TextTooLong")]
    public async Task A_cancellation_without_a_reason_is_refused_and_nobody_is_told(string? reason, string rule)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var id = await network.MeetingOfAsync("Piteå", "bm1");
        (await network.CancelAsync(network.Coordinator, id, reason == "long" ? new string('x', 1001) : reason)).ShouldBeInvalid(
            rule,
            "reason"
        );
        (await network.MeetingAsync(id)).Status.ShouldBe(MeetingStatus.Confirmed);
        (await network.MailsAsync()).ShouldBeEmpty();
    }

    private const string Evil = "<script>alert(1)</script>";

    [Test]
    public async Task Cancelling_asks_why_and_the_meeting_says_so()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var id = await network.MeetingOfAsync("Piteå", "bm1");
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        (await reader.GetAsync(network.MeetingPage(id, "/cancellation")))
            .ShouldBeOk()
            .Text.ShouldContain("Träffen stryks i kalendrarna.");
        (await reader.PostAsync(network.MeetingPage(id, "/cancellation"), ("Version", "0")))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Html.ShouldContain("id=\"reason-wrong\"");
        (await reader.PostAsync(network.MeetingPage(id, "/cancellation"), ("Version", "0"), ("Reason", Evil))).ShouldLeadTo(
            network.MeetingPage(id)
        );
        var page = (await reader.GetAsync(network.MeetingPage(id))).ShouldBeOk();
        page.Text.ShouldContain("är inställd.");
        page.Text.ShouldContain("Skäl: " + Evil);
        page.Html.ShouldNotContain("<script>alert");
        page.Text.ShouldContain("Kalla igen");
        (await reader.GetAsync(network.MeetingPage(id, "/cancellation"))).ShouldBe(HttpStatusCode.Conflict);
        (await reader.GetAsync(network.MeetingPage(id, "/call"))).ShouldBeOk().Heading.ShouldBe("Kalla till BM 1 igen");
    }
}
