using System.Reflection;
using System.Text.RegularExpressions;
using ModelMunicipalities.App.Features.Accounts;
using ModelMunicipalities.App.Features.Assessments;
using ModelMunicipalities.App.Features.Cohorts;
using ModelMunicipalities.App.Features.Improvements;
using ModelMunicipalities.App.Features.Meetings;
using ModelMunicipalities.App.Features.Networks;
using ModelMunicipalities.App.Features.Pairing;
using ModelMunicipalities.App.Features.Reports;
using ModelMunicipalities.App.Features.Surveys;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Tests.Ratchets;

/// <summary>
/// What people forget when they save: that somebody, perhaps the same person in another tab, may have changed it since it was
/// read.
/// </summary>
public partial class VersionRatchets
{
    private const string Adds = "adds something, and changes nothing that is there";

    private const string Names =
        "names the one thing that it ends or takes away, and refuses when that has happened already or leaves it so";

    /// <summary>
    /// Commands that carry no version, each with why none of them undoes what somebody else has done meanwhile.
    /// </summary>
    private static readonly Dictionary<Type, string> BuildsOnNothing = new()
    {
        [typeof(SignIn.Command)] = "signs in",
        [typeof(SignOut.Command)] = "ends her own session",
        [typeof(SignOutEverywhere.Command)] = "ends her own sessions",
        [typeof(RefreshTokens.Command)] = "a token is used once",
        [typeof(ChangePassword.Command)] = "asks for the one that holds",
        [typeof(AnswerInvitation.Command)] = "an invitation is answered once",
        [typeof(UndoLeaving.Command)] = "is refused when it takes part already",
        [typeof(TakeBackScoring.Command)] = "is refused when it is not handed in",
        [typeof(ReopenScoring.Command)] = "is refused when it is not handed in",
        [typeof(AcceptInvitation.Command)] = "an invitation is used once",
        [typeof(AskToJoin.Command)] = Adds,
        [typeof(AnswerJoinRequest.Command)] = "a request is answered once",
        [typeof(InvitePerson.Command)] = Adds,
        [typeof(InviteToTeam.Command)] = Adds,
        [typeof(ReplacePerson.Command)] = "invites; whom she replaces is named, and is replaced once",
        [typeof(EndPlace.Command)] = Names,
        [typeof(ChooseMailsByLink.Stop)] = "declines one topic, and leaves the others as they are",
        [typeof(CreateCohort.Command)] = Adds,
        [typeof(AskMentors.Command)] = Adds,
        [typeof(InviteOrganisations.Command)] = Adds,
        [typeof(NameContacts.Command)] =
            "names contacts of organisations that have none; those named are invited, and then it is refused",
        [typeof(LeaveCohort.Command)] = Names,
        [typeof(ImportAssessments.Command)] = "writes what a file says, shown beforehand beside what it replaces",
        [typeof(HandInScoring.Command)] = "hands in what is saved, once",
        [typeof(SubmitAssessment.Command)] = "submits what is agreed, once",
        [typeof(ReopenAssessment.Command)] = Names,
        [typeof(OpenSurvey.Command)] = Adds,
        [typeof(MoveText.Command)] = "moves the one text that it names, and no other",
        [typeof(RequestReport.Command)] = Adds,
        [typeof(RetryReport.Command)] = "makes anew what failed",
        [typeof(PlanMeetings.Command)] = Adds,
        [typeof(AddMeeting.Command)] = Adds,
        [typeof(OpenPoll.Command)] = "a meeting is asked about once",
        [typeof(RemindPoll.Command)] = "writes to those who have not answered",
        [typeof(ClosePoll.Command)] = Names,
        [typeof(MakeMyCalendar.Command)] = "makes a new address, and says that the old one ends",
        [typeof(StopMyCalendar.Command)] = Names,
        [typeof(MarkPreparation.Command)] = "says of one task whether it is done, and of no other",
        [typeof(AskQuestion.Command)] = Adds,
        [typeof(RemoveQuestion.Command)] = Names,
        [typeof(UploadAttachment.ToMeeting)] = Adds,
        [typeof(UploadAttachment.ToImprovement)] = Adds,
        [typeof(RemoveAttachment.Command)] = Names,
        [typeof(AddDecision.Command)] = Adds,
        [typeof(CreateImprovement.Command)] = Adds,
        [typeof(CommentImprovement.Command)] = Adds,
        [typeof(RemoveComment.Command)] = Names,
        [typeof(ProposePairing.Command)] = Adds,
        [typeof(ResendMails.Command)] = "sends what failed once more",
        [typeof(SteerJob.Command)] = "starts, stops or runs the one job that it names",
    };

    private static readonly IReadOnlyList<Type> Commands =
    [
        .. typeof(AppDb)
            .Assembly.GetTypes()
            .Where(t =>
                !t.IsAbstract
                && t.Name != "Query"
                && !typeof(IForJobs).IsAssignableFrom(t)
                && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IUse<>))
            ),
    ];

    [Test]
    public void Every_command_carries_the_version_of_what_it_is_made_of_or_it_is_said_why_it_builds_on_nothing()
    {
        Commands.Count.ShouldBeGreaterThan(70);
        Commands.Where(c => !HasVersion(c) && !RowsHaveVersions(c)).ShouldBe(BuildsOnNothing.Keys, ignoreOrder: true);
    }

    [Test]
    public void A_version_that_a_command_carries_is_looked_at() =>
        Commands.Where(HasVersion).Where(c => !FileOf(c).Contains("request.Version", StringComparison.Ordinal)).ShouldBeEmpty();

    [Test]
    public void A_page_sends_the_version_of_every_form_and_leaves_none_out()
    {
        var commands = Commands.Where(HasVersion).ToDictionary(c => $"{c.DeclaringType!.Name}.{c.Name}");
        var sent = Source
            .Files(".cs")
            .Where(f => f.File.EndsWith(".cshtml.cs", StringComparison.Ordinal))
            .SelectMany(f =>
                Sending()
                    .Matches(f.Content)
                    .Where(m => commands.ContainsKey(m.Groups[1].Value))
                    .Select(m => (f.File, Command: commands[m.Groups[1].Value], Call: Call(f.Content, m.Index + m.Length)))
            )
            .ToList();
        sent.Count.ShouldBeGreaterThan(30);

        // The answers of a survey and of a scoring carry their versions one by one.
        sent.Where(s =>
                s.Command != typeof(AnswerSurvey.Command)
                && s.Command != typeof(SaveScoring.Command)
                && s.Command != typeof(RecordConsensus.Command)
                && !Stated().IsMatch(s.Call)
            )
            .Select(s => $"{s.File}: {s.Command.DeclaringType!.Name}")
            .ShouldBeEmpty();
    }

    [Test]
    public void What_is_called_a_query_saves_nothing() =>
        typeof(AppDb)
            .Assembly.GetTypes()
            .Where(t =>
                t.Name == "Query" && t.DeclaringType is not null && !Commands.Any(c => c.DeclaringType == t.DeclaringType)
            )
            .Where(t => SourceOf(t) is { } file && file.Contains("SaveChangesAsync", StringComparison.Ordinal))
            .ShouldBeEmpty();

    private static bool HasVersion(Type type) =>
        type.GetProperty("Version") is { } version
        && (version.PropertyType == typeof(int) || version.PropertyType == typeof(int?));

    private static bool RowsHaveVersions(Type type) =>
        type.GetProperties().Any(p => p.PropertyType.IsGenericType && HasVersion(p.PropertyType.GetGenericArguments()[0]));

    private static string FileOf(Type command) =>
        SourceOf(command) ?? throw new InvalidOperationException($"{command} stands in no file of its name.");

    private static string? SourceOf(Type request) =>
        Source.Files(".cs").FirstOrDefault(f => Path.GetFileName(f.File) == request.DeclaringType!.Name + ".cs").Content;

    private static string Call(string content, int from)
    {
        var depth = 1;
        for (var i = from; ; i++)
        {
            depth += content[i] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                return content[from..i];
            }
        }
    }

    [GeneratedRegex(@"new (\w+\.\w+)\(")]
    private static partial Regex Sending();

    // Version, View.Version, version, seen, FeedbackVersion, SeenReview, or a version that a race cannot miss.
    [GeneratedRegex(@"(?i)version|seen")]
    private static partial Regex Stated();
}
