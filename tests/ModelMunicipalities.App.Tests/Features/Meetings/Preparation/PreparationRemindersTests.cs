using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Reminders;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class PreparationRemindersTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task Preparation_the_key_person_of_who_has_not_done_it_until_the_meeting_begins()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        await network.InMarchAsync();
        await network.OnlyAsync(ReminderReason.PreparationUndone);
        var meeting = await network.MeetingOfAsync("Piteå", "bm1");
        await network.ChangeAsync(db =>
        {
            db.Attachments.Add(
                new Attachment
                {
                    MeetingId = meeting,
                    OrganisationId = network["Boden"].Id,
                    Task = "presentation",
                    Name = "x.pdf",
                    Kind = FileKind.Pdf,
                    Size = 4,
                    UploadedBy = network.Coordinator.Id,
                    UploadedAt = DateTimeOffset.UtcNow,
                    Content = new AttachmentContent { Bytes = [1, 2, 3, 4] },
                }
            );
            return Task.CompletedTask;
        });

        // The presentation is due a week before, on Tuesday 18.
        var mails = await network.RemindedAsync("2031-03-11 10:00");
        mails
            .Select(m => m.To)
            .ShouldBe(
                [network["Luleå", Function.KeyPerson].Email, network["Piteå", Function.KeyPerson].Email],
                ignoreOrder: true
            );
        mails[0].Body.ShouldContain("- Presentation av ert styrsystem");
        (await network.RemindAsync("2031-03-17 10:00")).ShouldBe(2);
        (await network.RemindAsync("2031-03-19 10:00")).ShouldBe(2, "a day late");
        (await network.RemindAsync("2031-03-25 09:00")).ShouldBe(0, "the meeting has begun");
    }

    [Test]
    public async Task Preparation_is_not_asked_for_a_meeting_that_is_cancelled_or_only_planned()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.InMarchAsync();
        await network.OnlyAsync(ReminderReason.PreparationUndone);
        await network.ChangeAsync(async db =>
            (await db.Meetings.SingleAsync(m => m.Form == "bm1")).Status = MeetingStatus.Cancelled
        );
        (await network.RemindAsync("2031-03-11 10:00")).ShouldBe(0);
    }
}
