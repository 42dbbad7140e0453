using System.Text.Json;
using System.Text.Json.Serialization;
using ModelMunicipalities.App.Features.Accounts;
using ModelMunicipalities.App.Features.Assessments;
using ModelMunicipalities.App.Features.Cohorts;
using ModelMunicipalities.App.Features.Improvements;
using ModelMunicipalities.App.Features.Meetings;
using ModelMunicipalities.App.Features.Networks;
using ModelMunicipalities.App.Features.Pairing;
using ModelMunicipalities.App.Features.Reminders;
using ModelMunicipalities.App.Features.Reports;
using ModelMunicipalities.App.Features.Surveys;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Description;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Features;

/// <summary>Every area's services and routes.</summary>
public static class FeatureList
{
    public static void AddFeatures(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(InstrumentCatalogue.Load(builder.FolderOf("Instruments")));
        builder.Services.AddSingleton(SurveyForms.Load(builder.FolderOf("Surveys")));
        builder.Services.AddSingleton<SurveySecrets>();
        builder.Services.AddScoped<SurveySender>();
        builder.Services.AddScoped<SurveyResults>();
        builder.Services.AddScoped<AssessmentViews>();
        builder.Services.AddScoped<Inviter>();
        builder.Services.AddScoped<Succession>();
        builder.Services.AddScoped<ApplicationInvitations>();
        builder.Services.AddScoped<MeetingCalendars>();
        builder.Services.AddScoped<MeetingLetters>();
        builder.Services.AddScoped<ChooseMailsByLink.Finder>();
        builder.Services.AddReminders();
        builder.AddJoinLimits();
        builder.Services.AddSingleton<ReportQueue>();
    }

    /// <summary>The folder with more of something that is data, or null.</summary>
    private static string? FolderOf(this WebApplicationBuilder builder, string what) =>
        builder.Configuration[$"{what}:Folder"] is not { } folder || Directory.Exists(folder)
            ? builder.Configuration[$"{what}:Folder"]
            : throw new InvalidOperationException($"{what}__Folder is '{folder}', and there is no such folder.");

    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.AddApiDescription();

        // Else a body that cannot be read is told about only while developing.
        builder.Services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Converters.Add(
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
            );
            o.SerializerOptions.Converters.Add(new FiniteNumbers());
            o.SerializerOptions.DictionaryKeyPolicy = JsonNamingPolicy.CamelCase;
            o.SerializerOptions.MaxDepth = Limits.BodyDepth;
        });
    }

    public static void MapApi(this WebApplication app)
    {
        app.MapApiDescription();
        var api = app.MapGroup("/api/v1");
        var auth = api.MapGroup("/auth").AllowAnonymous().WithTags("Accounts");
        SignIn.Map(auth);
        RefreshTokens.Map(auth);
        SignOut.Map(auth);
        AcceptInvitation.Map(api);
        AskToJoin.Map(api);
        AnswerPollByLink.Map(api);
        AnswerSurvey.Map(api);

        var signedIn = api.MapGroup("").RequireAuthorization(AccountsSetup.ApiPolicy);
        ListMunicipalities.Map(signedIn);
        ListMyPlaces.Map(signedIn);
        SignOutEverywhere.Map(signedIn);
        ChangePassword.Map(signedIn);

        var network = signedIn.MapGroup("/networks/{network}");
        ReadTrail.Map(network);
        ListJobs.Map(network);
        SteerJob.Map(network);
        ListMails.Map(network);
        ResendMails.Map(network);
        ViewMailChoices.Map(network);
        ChooseMails.Map(network);
        ListPeople.Map(network);
        ViewReminders.Map(network);
        ChangeReminder.Map(network);
        InvitePerson.Map(network);
        AnswerInvitation.Map(network);
        var team = network.MapGroup("/organisations/{organisation}/team").WithTags("Accounts");
        ViewTeam.Map(team);
        InviteToTeam.Map(team);
        ReplacePerson.Map(team);
        EndPlace.Map(team);
        SetEmailDomain.Map(team);
        AnswerJoinRequest.Map(network);

        ListCohorts.Map(network);
        CreateCohort.Map(network);
        ViewGenerations.Map(network);
        ViewMeeting.Map(network);
        ViewCall.Map(network);
        CallMeeting.Map(network);
        CancelMeeting.Map(network);
        ExportMeeting.Map(network);
        ViewMyCalendar.Map(network);
        MakeMyCalendar.Map(network);
        StopMyCalendar.Map(network);
        ViewMeetingSettings.Map(network);
        ChangeMeetingSettings.Map(network);
        SaveMeetingTool.Map(network);
        RemoveMeetingTool.Map(network);

        ListMyMeetings.Map(network);
        ViewPoll.Map(network);
        SuggestPoll.Map(network);
        OpenPoll.Map(network);
        ChangePoll.Map(network);
        AnswerPoll.Map(network);
        RemindPoll.Map(network);
        ClosePoll.Map(network);
        SetHost.Map(network);

        ViewAgendaTemplate.Map(network);
        SetAgendaTemplate.Map(network);
        ViewPreparation.Map(network);
        MarkPreparation.Map(network);
        EditAgenda.Map(network);
        AskQuestion.Map(network);
        RemoveQuestion.Map(network);
        UploadAttachment.Map(network);
        DownloadAttachment.Map(network);
        RemoveAttachment.Map(network);
        ViewPack.Map(network);
        ViewRecord.Map(network);
        RecordAttendance.Map(network);
        SaveNotes.Map(network);
        AddDecision.Map(network);
        FinishDecision.Map(network);
        RemoveDecision.Map(network);
        GiveFeedback.Map(network);

        RequestReport.Map(network);
        ViewReport.Map(network);
        DownloadReport.Map(network);
        RetryReport.Map(network);

        var cohort = network.MapGroup("/cohorts/{cohort}");
        ListReports.Map(cohort);
        ViewCohort.Map(cohort);
        ViewPlan.Map(cohort);
        SchedulePlan.Map(cohort);
        SetCriteria.Map(cohort);
        MoveCohort.Map(cohort);
        ListInvitations.Map(cohort);
        InviteOrganisations.Map(cohort);
        NameContacts.Map(cohort);
        ListParticipants.Map(cohort);
        ListGroups.Map(cohort);
        ListProposals.Map(cohort);
        ViewProposal.Map(cohort);
        ViewMoves.Map(cohort);
        ProposePairing.Map(cohort);
        ChangeProposal.Map(cohort);
        PublishProposal.Map(cohort);
        ListMentors.Map(cohort);
        ListMentorCandidates.Map(cohort);
        AskMentors.Map(cohort);
        ViewMentor.Map(cohort);
        OfferPlaces.Map(cohort);
        SetUnavailable.Map(cohort);
        ViewLeaving.Map(cohort);
        LeaveCohort.Map(cohort);
        UndoLeaving.Map(cohort);
        ViewAfterwards.Map(cohort);
        StateAfterwards.Map(cohort);
        ListAfterwards.Map(cohort);
        ListMeetings.Map(cohort);
        PlanMeetings.Map(cohort);
        ViewCohortMeetings.Map(cohort);
        AddMeeting.Map(cohort);
        UploadAttachment.MapImprovement(cohort);
        ViewProgress.Map(cohort);
        ViewBenchmark.Map(cohort);
        ViewMentees.Map(cohort);
        ViewMunicipality.Map(cohort);
        ListApplications.Map(cohort);
        ExportApplications.Map(cohort);
        ImportAssessments.Map(cohort);
        ExportAssessments.Map(cohort);
        ExportChecklist.Map(cohort);

        ListSurveys.Map(cohort);
        OpenSurvey.Map(cohort);
        ViewSurvey.Map(cohort);
        ExportSurvey.Map(cohort);
        SetClosing.Map(cohort);
        NameTheme.Map(cohort);
        MoveText.Map(cohort);
        ListMySurveys.Map(network);

        LearnFrom.Map(network);
        ListMeetingImprovements.Map(network);
        ListImprovements.Map(cohort);
        ExportImprovements.Map(cohort);
        var organisation = cohort.MapGroup("/organisations/{organisation}");
        CreateImprovement.Map(organisation);
        SetSharing.Map(organisation);
        var improvement = organisation.MapGroup("/improvements/{improvement:int}").WithTags("Improvements");
        ViewImprovement.Map(improvement);
        ChangeImprovement.Map(improvement);
        SetStatus.Map(improvement);
        WriteCycle.Map(improvement);
        ReviewImprovement.Map(improvement);
        CommentImprovement.Map(improvement);
        RemoveComment.Map(improvement);

        var application = cohort.MapGroup("/applications/{organisation}").WithTags("Applications");
        ViewApplication.Map(application);
        SaveApplication.Map(application);
        SubmitApplication.Map(application);
        TakeBackApplication.Map(application);
        DecideApplication.Map(application);

        var assessment = cohort.MapGroup("/organisations/{organisation}/assessments/{occasion}").WithTags("Assessments");
        ViewAssessment.Map(assessment);
        SaveScoring.Map(assessment);
        HandInScoring.Map(assessment);
        TakeBackScoring.Map(assessment);
        ReopenScoring.Map(assessment);
        RecordConsensus.Map(assessment);
        SubmitAssessment.Map(assessment);
        ReopenAssessment.Map(assessment);
    }

    /// <summary>The files that pages link to.</summary>
    public static void MapFiles(this WebApplication app)
    {
        ExportApplications.MapPortal(app);
        ExportAssessments.MapPortal(app);
        ExportChecklist.MapPortal(app);
        ExportMeeting.MapPortal(app);
        ReadCalendar.MapPortal(app);
        DownloadAttachment.MapPortal(app);
        ExportImprovements.MapPortal(app);
        DownloadReport.MapPortal(app);
        ExportSurvey.MapPortal(app);
    }
}
