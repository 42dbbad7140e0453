using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Features.Meetings;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

/// <summary>What may be taken away with its group: the one rule, for every place that asks.</summary>
public class UntouchedMeetingsTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task A_meeting_that_anything_hangs_on_is_not_untouched()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var (meeting, own, by, now) = (
            await network.MeetingAsync("Luleå", "bm2"),
            network["Luleå"].Id,
            network.Coordinator.Id,
            DateTimeOffset.UtcNow
        );
        await network.ChangeAsync(db => db.Meetings.ExecuteUpdateAsync(m => m.SetProperty(x => x.Status, MeetingStatus.Planned)));
        (await IsUntouchedAsync()).ShouldBeTrue();
        Improvement Improved(int? plannedAt) =>
            new()
            {
                CohortId = network.Cohort.Id,
                OrganisationId = own,
                Title = "Ny mall",
                PlannedAtId = plannedAt,
                CreatedBy = by,
                CreatedAt = now,
                TouchedAt = now,
            };
        var other = Improved(null);
        await network.ChangeAsync(db => db.AddAsync(other).AsTask());
        (await IsUntouchedAsync()).ShouldBeTrue();
        foreach (
            var thing in new object[]
            {
                new Poll
                {
                    MeetingId = meeting.Id,
                    DeadlineAt = now,
                    OpenedAt = now,
                    OpenedBy = by,
                },
                new Preparation
                {
                    MeetingId = meeting.Id,
                    OrganisationId = own,
                    Task = "läsa",
                    DoneBy = by,
                    DoneAt = now,
                },
                new MeetingQuestion
                {
                    MeetingId = meeting.Id,
                    OrganisationId = own,
                    Text = "Fråga",
                    AskedBy = by,
                    AskedAt = now,
                },
                new Attachment
                {
                    MeetingId = meeting.Id,
                    OrganisationId = own,
                    Name = "a.pdf",
                    Kind = FileKind.Pdf,
                    Size = 1,
                    UploadedBy = by,
                    UploadedAt = now,
                    Content = new AttachmentContent { Bytes = MeetingRoom.Pdf },
                },
                new Attendance
                {
                    MeetingId = meeting.Id,
                    OrganisationId = own,
                    Function = Function.Manager,
                    Presence = Presence.Present,
                    NotedBy = by,
                    NotedAt = now,
                },
                new MeetingDecision
                {
                    MeetingId = meeting.Id,
                    OrganisationId = own,
                    Text = "Beslut",
                    NotedBy = by,
                    NotedAt = now,
                },
                new MeetingFeedback
                {
                    MeetingId = meeting.Id,
                    PersonId = by,
                    Plus = "Bra",
                    WrittenAt = now,
                },
                new ImprovementReview
                {
                    MeetingId = meeting.Id,
                    ImprovementId = other.Id,
                    NotedBy = by,
                    NotedAt = now,
                },
                Improved(meeting.Id),
            }
        )
        {
            await network.ChangeAsync(db => db.AddAsync(thing).AsTask());
            (await IsUntouchedAsync()).ShouldBeFalse(thing.GetType().Name);
            await network.ChangeAsync(db => Task.FromResult(db.Remove(thing)));
        }

        await network.ChangeAsync(db =>
            db.Meetings.Where(m => m.Id == meeting.Id).ExecuteUpdateAsync(m => m.SetProperty(x => x.Version, 1))
        );
        (await IsUntouchedAsync()).ShouldBeFalse("it was changed");

        Task<bool> IsUntouchedAsync() => network.InDbAsync(db => UntouchedMeetings.Of(db).AnyAsync(m => m.Id == meeting.Id));
    }
}
