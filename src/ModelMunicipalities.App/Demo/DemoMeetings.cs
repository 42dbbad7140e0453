using ModelMunicipalities.App.Data;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Demo;

/// <summary>
/// The meetings of the cohort 2027: BM 1 held with its record, BM 2 called, BM 3 to be planned, and a poll about it that
/// half of Eskilstuna's group has answered.
/// </summary>
internal sealed class DemoMeetings(DemoLoader demo, AppDb db)
{
    private static readonly string[] Notes =
    [
        "Alla tre har samma knut: beslutet finns, men ingen frågar efter resultat mellan budget och bokslut.\n\nNorrtälje visade hur kommunstyrelsen har en fast punkt varje kvartal. De andra prövar det.",
        "Vi jämförde hur uppdraget går vidare till cheferna. Det som skiljer är om det följs upp i de årliga samtalen.",
    ];

    private static readonly string[] Decisions =
    [
        "Varje organisation tar fram könsuppdelad statistik för en verksamhet.",
        "Vi delar mallar för tjänsteskrivelser med varandra.",
    ];

    private static readonly (string? Plus, string? Minus, string? Interesting)[] Feedback =
    [
        (
            "Bra att se hur andra gör, på riktigt.",
            "För lite tid till samtal i smågrupper.",
            "Att vi skattar så olika inom kommunen."
        ),
        ("Mentorn ställde de rätta frågorna.", null, "Norrtäljes fasta punkt i kommunstyrelsen."),
        (null, "Presentationerna var för långa.", null),
    ];

    /// <summary>The tools that the network allows, and for what.</summary>
    public MeetingTool AddTools()
    {
        var room = new MeetingTool
        {
            Name = "Nätverkets videorum",
            Allows = InformationClass.Internal,
            Note = "Logga in med din kommuns konto.",
        };
        db.MeetingTools.AddRange(
            room,
            new MeetingTool
            {
                Name = "Skyddat videomöte",
                Allows = InformationClass.Sensitive,
                Note = "Kräver e-legitimation av alla som är med.",
            },
            new MeetingTool { Name = "Öppen webbsändning", Allows = InformationClass.Open }
        );
        return room;
    }

    /// <summary>A meeting that has been called.</summary>
    public static Meeting Called(
        Cohort cohort,
        Occasion occasion,
        Group? group,
        DateTimeOffset starts,
        DateTimeOffset ends,
        string place
    ) =>
        new()
        {
            CohortId = cohort.Id,
            OccasionId = occasion.Id,
            GroupId = group?.Id,
            Form = occasion.Key,
            WindowFrom = occasion.StartsAt,
            WindowTo = occasion.EndsAt,
            Status = MeetingStatus.Confirmed,
            StartsAt = starts,
            EndsAt = ends,
            Mode = MeetingMode.Physical,
            Place = place,
            CalledAt = starts.AddDays(-40),
        };

    /// <summary>Who was at a meeting of the past, what was said and decided.</summary>
    /// <param name="meeting">The meeting, saved.</param>
    /// <param name="members">Its organisations with their people by function.</param>
    public void Record(Meeting meeting, IReadOnlyList<(Organisation Organisation, Func<Function, int> Person)> members)
    {
        var by = members[0].Person(Function.KeyPerson);
        var at = meeting.EndsAt!.Value;
        foreach (var (organisation, _) in members)
        {
            db.Attendances.AddRange(
                Assessment.Functions.Select(f => new Attendance
                {
                    MeetingId = meeting.Id,
                    OrganisationId = organisation.Id,
                    Function = f,
                    Presence = f == Function.Politician && demo.Random.Bool(0.2f) ? Presence.Absent : Presence.Present,
                    NotedBy = by,
                    NotedAt = at,
                })
            );
        }

        meeting.Notes = demo.Random.ArrayElement(Notes);
        db.MeetingDecisions.AddRange(
            Decisions.Select(
                (text, i) =>
                    new MeetingDecision
                    {
                        MeetingId = meeting.Id,
                        Text = text,
                        DueOn = DateOnly.FromDateTime(demo.Today.AddDays(30).Date),
                        DoneAt = i == 1 ? demo.Today.AddDays(-20) : null,
                        NotedBy = by,
                        NotedAt = at,
                    }
            )
        );
        db.MeetingFeedback.AddRange(Feedback.Zip(members, (f, m) => new MeetingFeedback
                {
                    MeetingId = meeting.Id,
                    PersonId = m.Person(Function.Manager),
                    Plus = f.Plus,
                    Minus = f.Minus,
                    Interesting = f.Interesting,
                    WrittenAt = at.AddHours(1),
                }));
    }

    /// <summary>Asks everybody of a group which of three times suits them; half of them have answered.</summary>
    /// <param name="meeting">The meeting, planned and saved.</param>
    /// <param name="people">Who is asked.</param>
    public async Task AskAsync(Meeting meeting, IReadOnlyList<int> people)
    {
        var poll = new Poll
        {
            MeetingId = meeting.Id,
            OpenedAt = demo.Today.AddDays(-4),
            OpenedBy = people[0],
            DeadlineAt = DemoLoader.AtHour(demo.Today.AddDays(10), 16),
        };
        poll.Slots.AddRange(
            Enumerable
                .Range(0, 3)
                .Select(i =>
                {
                    var starts = DemoLoader.AtHour(meeting.WindowFrom.AddDays(i), i == 1 ? 13 : 9);
                    return new PollSlot { StartsAt = starts, EndsAt = starts.AddHours(3) };
                })
        );
        poll.Invitees.AddRange(
            people.Select(
                (person, i) =>
                    new PollInvitee
                    {
                        PersonId = person,
                        TokenHash = Invitation.Hash(Invitation.NewToken()),
                        AnsweredAt = i % 2 == 0 ? demo.Today.AddDays(-2) : null,
                    }
            )
        );
        db.Polls.Add(poll);
        await db.SaveChangesAsync();
        db.PollAnswers.AddRange(
            from invitee in poll.Invitees
            where invitee.AnsweredAt is not null
            from slot in poll.Slots.Index()
            select new PollAnswer
            {
                SlotId = slot.Item.Id,
                PersonId = invitee.PersonId,
                Reply = demo.Random.WeightedRandom(
                    [PollReply.Yes, PollReply.IfNeedBe, PollReply.No],
                    slot.Index == 1 ? [0.9f, 0.1f, 0f] : [0.5f, 0.25f, 0.25f]
                ),
            }
        );
    }
}
