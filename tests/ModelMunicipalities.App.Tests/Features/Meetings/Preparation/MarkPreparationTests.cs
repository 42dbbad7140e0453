using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Meetings;
using static ModelMunicipalities.Domain.Accounts.Function;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class MarkPreparationTests(DatabaseProvider provider) : PreparationTest(provider)
{
    [TestCase("checklist")]
    [TestCase("presentation")]
    [TestCase("nonsense")]
    [TestCase(null)]
    public async Task Only_what_is_a_task_can_be_said_to_be_done(string? task)
    {
        var (network, room) = await MakeAsync();
        (await network["Luleå", KeyPerson].Api.PostAsync(room.Path + "/preparation", new { task, done = true })).ShouldBeInvalid(
            "PreparationUnknown",
            "task"
        );
    }

    [Test]
    public async Task Two_marks_at_once_leave_one()
    {
        var network = await BuildAsync(n => n.Open("bm2").Group("Piteå", "Luleå", "Boden"));
        var path = await network.RoomAsync("Luleå", "bm2", "/preparation");
        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(i =>
                    network["Luleå", i % 2 == 0 ? KeyPerson : Manager]
                        .Api.PostAsync(path, new { task = "improvements", done = true })
                )
        );
        replies.ShouldAllBe(r => r.Status == HttpStatusCode.NoContent);
        (await network.InDbAsync(db => db.Preparations.CountAsync())).ShouldBe(1);
        (await network.TrailAsync("PreparationDone")).ShouldHaveSingleItem();
    }

    [Test]
    public async Task One_with_two_organisations_in_the_meeting_says_which()
    {
        var network = await BuildAsync(n => n.Open("bm2").Group("Piteå", "Luleå", "Boden"));
        var path = await network.RoomAsync("Luleå", "bm2");
        await network.ChangeAsync(db =>
        {
            db.Memberships.Add(
                new Membership
                {
                    PersonId = network["Luleå", KeyPerson].Id,
                    OrganisationId = network["Boden"].Id,
                    Function = Manager,
                    Since = DateTimeOffset.UtcNow,
                }
            );
            return Task.CompletedTask;
        });
        var both = network["Luleå", KeyPerson].Api;
        (await both.PostAsync(path + "/preparation", new { task = "improvements", done = true })).ShouldBeInvalid(
            "WhichOrganisation",
            "organisation"
        );
        (
            await both.PostAsync(
                path + "/preparation",
                new
                {
                    task = "improvements",
                    done = true,
                    organisation = "boden",
                }
            )
        ).ShouldBe(HttpStatusCode.NoContent);
        (
            await both.PostAsync(
                path + "/preparation",
                new
                {
                    task = "improvements",
                    done = true,
                    organisation = "pitea",
                }
            )
        ).ShouldBeRefused(HttpStatusCode.Forbidden, "OrganisationOnly");
        (await both.PostAsync(path + "/questions", new { text = "Hur?", organisation = "pitea" })).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "OrganisationOnly"
        );
    }

    [Test]
    public async Task What_is_cancelled_or_in_a_closed_cohort_is_not_prepared()
    {
        var (network, room) = await MakeAsync();
        await network.ChangeAsync(async db =>
            (await db.Meetings.SingleAsync(m => m.Id == room.Id)).Status = MeetingStatus.Cancelled
        );
        var key = network["Luleå", KeyPerson];
        (await key.Api.PostAsync(room.Path + "/questions", new { text = "Hur?" })).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "MeetingIsOff"
        );
        (await (await key.ReaderAsync()).GetAsync(room.Page)).ShouldBeOk().Heading.ShouldBe("BM 1 är inställd");
        (await (await key.ReaderAsync()).GetAsync(room.Page + "/agenda")).ShouldBe(HttpStatusCode.Conflict);

        var closed = await BuildAsync(n => n.Closed().Group("Piteå", "Luleå"));
        var path = await closed.RoomAsync("Luleå", "bm1");
        (await closed["Luleå", KeyPerson].Api.PostAsync(path + "/questions", new { text = "Hur?" })).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "TooLateStage"
        );
        (await closed["Luleå", KeyPerson].Api.PutAsync(path + "/notes", new { notes = "Hur?" }, "\"0\"")).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "TooLateStage"
        );
        (await closed["Luleå", KeyPerson].Api.UploadAsync(path + "/attachments", MeetingRoom.Pdf, "x.pdf")).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "TooLateStage"
        );
        (await closed["Luleå", KeyPerson].Api.GetAsync(path + "/preparation")).ShouldBeOk()["mayChange"]!
            .GetValue<bool>()
            .ShouldBeFalse();
    }
}
