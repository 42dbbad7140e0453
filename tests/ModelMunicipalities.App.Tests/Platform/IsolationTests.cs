using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Features.Assessments;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>
/// No route gives anything of another network: every one that is mapped is called with the other network's slugs, ids and
/// accounts. A new route takes part by itself; one with a parameter or a body that is not known here fails until it is.
/// </summary>
public class IsolationTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    /// <summary>
    /// Stands in every name of the foreign network and in nothing else; slugs and addresses write it in lower case.
    /// </summary>
    private const string Foreign = "Xyzzy";

    /// <summary>Routes about no network, each with why another network's rows cannot come out of it.</summary>
    private static readonly Dictionary<string, string> AboutNoNetwork = new()
    {
        ["POST /api/v1/auth/login"] = "answers with tokens alone",
        ["POST /api/v1/auth/refresh"] = "answers with tokens alone",
        ["POST /api/v1/auth/logout"] = "answers with nothing",
        ["POST /api/v1/auth/logout-everywhere"] = "the same",
        ["POST /api/v1/auth/password"] = "answers with tokens alone",
        ["POST /api/v1/invitations/{token}"] = "the token is the right to the invitation, and nobody can guess one",
        ["GET /api/v1/polls/{token}"] =
            "the token is the right to one person's part of a poll, and nobody can guess one; tested with polls",
        ["PUT /api/v1/polls/{token}"] = "the same",
        ["GET /api/v1/surveys/{token}"] =
            "the token is the right to one person's own answers, and nobody can make one; tested with surveys",
        ["PUT /api/v1/surveys/{token}"] = "the same",
        ["POST /api/v1/networks/{network}/join"] = "answers the same whatever it comes to; tested with what it does",
        ["GET /api/v1/catalogue/municipalities"] = "Sweden's municipalities",
        ["GET /api/v1/catalogue/regions"] = "Sweden's regions",
        ["GET /api/v1/me/places"] = "the caller's own; tested below",
    };

    /// <summary>Pages about no network.</summary>
    private static readonly string[] PagesAboutNoNetwork =
    [
        "/Networks/Welcome",
        "/Networks/Sources",
        "/Networks/Accessibility",
        "/Networks/Privacy",
        "/Networks/Problem",
        "/Networks/ApiReference",
        "/Accounts/SigningIn/SignIn",
        "/Accounts/SigningIn/SignOut",
        "/Accounts/SigningIn/ChangePassword",
        "/Accounts/SigningIn/Act",
        "/Accounts/Language",
        "/Accounts/Mail/DevelopmentMail",
        "/Accounts/Invitations/AcceptInvitation",
        // Tells a network's name to who knows its address, and nothing else.
        "/Accounts/Invitations/AskToJoin",
        // Its link is the right to one person's part of a poll.
        "/Meetings/Polls/AnswerPollByLink",
        // Its link is the right to one person's choices of mail.
        "/Accounts/Mail/ChooseMailsByLink",
        // And its to her own answers.
        "/Surveys/AnswerSurvey",
    ];

    /// <summary>Fields that some form of the portal takes.</summary>
    private static readonly (string, string)[] Form =
    [
        ("Steps[1].Score", "2"),
        ("step", "1"),
        ("Version", "0"),
        ("reason", "reason"),
        ("name", "Somebody"),
        ("email", "somebody@pitea.example"),
        ("role", "Observer"),
        ("function", "Manager"),
        ("membership", "1"),
        ("request", "1"),
        ("grant", "true"),
        ("domain", "pitea.example"),
        ("Steps[1].Score", "2"),
        ("step", "1"),
        ("Version", "0"),
        ("reason", "reason"),
        ("name", "Somebody"),
        ("email", "somebody@pitea.example"),
        ("role", "Observer"),
        ("Start", "2030-01-14"),
        ("From", "two-years"),
        ("Stage", "Pairing"),
        ("Codes", "2584"),
        ("PartName", "Norr"),
        ("PartKind", "Company"),
        ("PartParent", "Kiruna"),
        ("done", "true"),
        ("attachment", "1"),
        ("question", "1"),
        ("decision", "1"),
        ("Text", "Text"),
        ("Task", "calendar"),
        ("Notes", "Text"),
        ("Plus", "Text"),
        ("Items[0].Minutes", "5"),
        ("Items[0].Title", "Text"),
        ("Attendance[0].Organisation", "lulea"),
        ("Attendance[0].Function", "Manager"),
        ("Attendance[0].Presence", "Present"),
        ("To", "Done"),
        ("Cycle.Plan", "Vi provar."),
        ("Meeting", "1"),
        ("ReviewStatus", "Active"),
        ("Text", "Bra!"),
        ("Comment", "1"),
        ("Shares", "true"),
        ("Improvement", "1"),
        ("Contacts[0].Organisation", "kiruna"),
        ("Contacts[0].Name", "Somebody"),
        ("Contacts[0].Email", "somebody@kiruna.example"),
        ("Chosen[Cemr]", "required"),
        ("Instrument", "ten-step-2019"),
        ("StartsAt", "2030-01-14T13:00"),
        ("EndsAt", "2030-01-14T16:00"),
        ("Mode", "Physical"),
        ("Place", "Somewhere"),
        ("Allows", "Open"),
        ("KgPerKm", "0,157"),
        ("KmPerHour", "60"),
        ("Tool", "1"),
        ("Kind", "Cohort"),
        ("Format", "Csv"),
        ("Language", "sv"),
        ("Rule", "ChecklistDue"),
        ("Before", "3"),
        ("Overdue", "1"),
        ("EscalateAfter", "9"),
        ("About", "bm1"),
        ("ClosesAt", "2030-01-14T13:00"),
        ("Theme", "1"),
    ];

    [Test]
    public async Task Every_route_of_the_API_knows_nothing_of_another_network()
    {
        var (own, foreign) = await MakeAsync();
        var leaks = new List<string>();
        foreach (var route in Routes.OfApi(Server).Where(r => !AboutNoNetwork.ContainsKey(r.ToString())))
        {
            route.Parameters.ShouldContain(
                "network",
                $"{route}: is it about no network? Then say so in {nameof(AboutNoNetwork)}."
            );
            foreach (var address in AddressesInto(route, own, foreign))
            {
                foreach (
                    var caller in new[] { own.Coordinator, own["Luleå", Function.KeyPerson], own["Piteå", Function.KeyPerson] }
                )
                {
                    var reply = await caller.Api.SendAsync(new HttpMethod(route.Method), address, Content(route), r =>
                        r.Headers.Add("If-Match", "*")
                    );
                    if (
                        reply.Status is not (HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
                        || reply.Text.Contains(Foreign, StringComparison.Ordinal)
                    )
                    {
                        leaks.Add($"{caller.Name}: {route.Method} {address}: {(int)reply.Status} {reply.Text}");
                    }
                }
            }
        }

        leaks.ShouldBeEmpty();
        await NothingHasChangedAsync(foreign);
    }

    [Test]
    public async Task Every_route_of_the_API_is_closed_to_guests()
    {
        var (own, foreign) = await MakeAsync();
        foreach (
            var route in Routes
                .OfApi(Server)
                .Where(r =>
                    !r.ToString().StartsWith("POST /api/v1/auth/", StringComparison.Ordinal)
                    && !r.ToString().Contains("/invitations/{token}")
                    && !r.ToString().Contains("/polls/{token}")
                    && !r.ToString().Contains("/surveys/{token}")
                    && !r.ToString().EndsWith("/join", StringComparison.Ordinal)
                )
        )
        {
            var reply = await Guest.SendAsync(new HttpMethod(route.Method), route.Fill(p => Value(p, foreign)), Content(route));
            reply.Status.ShouldBe(HttpStatusCode.Unauthorized, route.ToString());
            reply.Text.ShouldNotContain(Foreign);
        }

        var cookie = await own.Coordinator.ReaderAsync();
        (await cookie.GetAsync(own.InCohort("/progress"))).Status.ShouldBe(
            HttpStatusCode.Unauthorized,
            "a cookie signs no call to the API"
        );
    }

    [Test]
    public async Task Every_page_knows_nothing_of_another_network()
    {
        var (own, foreign) = await MakeAsync();
        var leaks = new List<string>();
        var readers = new[] { await own.Coordinator.ReaderAsync(), await own["Luleå", Function.KeyPerson].ReaderAsync() };
        foreach (var route in (await Routes.OfPortalAsync(Server)).Where(r => !PagesAboutNoNetwork.Contains(r.Page)))
        {
            route.Parameters.ShouldContain(
                "network",
                $"{route} {route.Page}: is it about no network? Then say so in {nameof(PagesAboutNoNetwork)}."
            );
            foreach (var address in AddressesInto(route, own, foreign))
            {
                foreach (var reader in readers)
                {
                    var page = route.Method == "GET" ? await reader.GetAsync(address) : await reader.PostAsync(address, Form);
                    var text = WebUtility.HtmlDecode(page.Html);
                    var refused = page.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden;

                    // The start page and the like lead on to what the reader may see of the cohort named, and it is not found
                    // there.
                    var ledOn = page.Location is { } next && (await reader.GetAsync(next)).Status == HttpStatusCode.NotFound;
                    if (!(refused || ledOn) || text.Contains(Foreign, StringComparison.Ordinal))
                    {
                        leaks.Add($"{route.Method} {address}: {(int)page.Status} {page.Location} {page.Text}");
                    }
                }
            }
        }

        leaks.ShouldBeEmpty();
        await NothingHasChangedAsync(foreign);
    }

    [Test]
    public async Task A_guest_is_sent_to_sign_in_from_every_page_that_is_not_open()
    {
        var (_, foreign) = await MakeAsync();
        var guest = new Reader(Server);
        foreach (
            var route in (await Routes.OfPortalAsync(Server)).Where(r => r.Page is null || !Portal.OpenPages.Contains(r.Page))
        )
        {
            var address = route.Fill(p => Value(p, foreign));
            var page = route.Method == "GET" ? await guest.GetAsync(address) : await guest.PostAsync(address, Form);
            page.Status.ShouldBe(HttpStatusCode.Redirect, route.ToString());
            new Uri(Server.Address, page.Location!).AbsolutePath.ShouldBe("/sign-in", route.ToString());
            page.Html.ShouldNotContain(Foreign);
        }
    }

    [Test]
    public async Task Places_are_the_callers_own()
    {
        var (own, foreign) = await MakeAsync();
        var places = (await own["Luleå", Function.KeyPerson].Api.GetAsync("/api/v1/me/places")).ShouldBeOk();
        places["items"]!.AsArray().Select(p => p!["network"]!.ToString()).ShouldBe([own.Slug]);
        places.Text.ShouldNotContain(Foreign);

        var membership = await foreign.InDbAsync(db => Task.FromResult(db.Memberships.First().Id));
        var page = await (await own.Coordinator.ReaderAsync()).PostAsync(
            "/acting",
            ("membership", membership.ToString(CultureInfo.InvariantCulture))
        );
        page.ShouldBe(HttpStatusCode.NotFound);
        page.Html.ShouldNotContain(Foreign);
    }

    [Test]
    public async Task One_account_in_two_networks_is_in_each_what_it_is_there()
    {
        var (own, foreign) = await MakeAsync();
        var person = own["Luleå", Function.KeyPerson];
        await foreign.ChangeAsync(async db =>
        {
            db.Memberships.Add(
                new Membership
                {
                    PersonId = person.Id,
                    Role = NetworkRole.Observer,
                    Since = DateTimeOffset.UtcNow,
                }
            );
            await Task.CompletedTask;
        });

        (await person.Api.GetAsync(own.At("Luleå", "bm1"))).ShouldBeOk();
        (await person.Api.GetAsync(foreign.InCohort("/benchmark"))).ShouldBeOk();
        (await person.Api.GetAsync(foreign.InCohort("/progress"))).ShouldBeRefused(HttpStatusCode.Forbidden, "CoordinatorOnly");
        (await person.Api.GetAsync(foreign.InCohort("/organisations/xyzzy-one/assessments/bm1"))).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "NotYours"
        );
        (await person.Api.GetAsync("/api/v1/me/places"))["total"]!.GetValue<int>().ShouldBe(2);
    }

    [Test]
    public async Task Two_networks_may_have_the_same_slugs_and_each_gets_its_own()
    {
        var first = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var second = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await first.ScoreAsync("Luleå", "bm1", Function.Manager, "3333333333");
        await second.ScoreAsync("Luleå", "bm1", Function.Manager, "1000000000");
        (await first["Luleå", Function.Manager].Api.GetAsync(first.At("Luleå", "bm1")))["mine"]!.AsArray().Count.ShouldBe(10);
        (await second["Luleå", Function.Manager].Api.GetAsync(second.At("Luleå", "bm1")))["mine"]!.AsArray().Count.ShouldBe(1);
    }

    internal async Task<(TestNetwork Own, TestNetwork Foreign)> MakeAsync()
    {
        var own = BuildAsync(n =>
            n.Group("Piteå", "Luleå", "Boden").Outside("Kalmar").Submitted("Luleå", "startup", "2222222222")
        );
        var foreign = BuildAsync(n =>
            n.Named($"{Foreign} Network")
                .People(Foreign)
                .Cohort("xyzzy-1999")
                .Group($"{Foreign} Mentor", $"{Foreign} One", $"{Foreign} Two")
                .Outside($"{Foreign} Outside")
                .Submitted($"{Foreign} One", "startup", "2222222222")
        );
        await Task.WhenAll(own, foreign);
        foreach (var network in new[] { await own, await foreign })
        {
            await network.ChangeAsync(db =>
            {
                db.JoinRequests.Add(
                    new JoinRequest
                    {
                        OrganisationId = network.Organisations.Last().Id,
                        Function = Function.Manager,
                        Name = network == own.Result ? "Ny" : Foreign,
                        Email = "ny@pitea.example",
                        AskedAt = DateTimeOffset.UtcNow,
                    }
                );
                db.Invitations.Add(
                    new Invitation
                    {
                        OrganisationId = network.Organisations.Last().Id,
                        Function = Function.Manager,
                        Name = network == own.Result ? "Ny" : Foreign,
                        Email = "ny@annan.example",
                        TokenHash = Guid.NewGuid().ToString("N"),
                        NeedsYes = true,
                        SentAt = DateTimeOffset.UtcNow,
                        SentBy = network.Coordinator.Id,
                        ExpiresAt = DateTimeOffset.UtcNow.AddDays(1),
                    }
                );
                return Task.CompletedTask;
            });
        }

        foreach (var (network, organisation) in new[] { (await own, "Kalmar"), (await foreign, $"{Foreign} Outside") })
        {
            await network.ChangeAsync(async db =>
            {
                var improvement = new Improvement
                {
                    CohortId = network.Cohort.Id,
                    OrganisationId = network[organisation].Id,
                    Title = network == own.Result ? "Mall" : Foreign,
                    CreatedAt = DateTimeOffset.UtcNow,
                    TouchedAt = DateTimeOffset.UtcNow,
                };
                db.Improvements.Add(improvement);
                await db.SaveChangesAsync();
                db.ImprovementComments.Add(
                    new ImprovementComment
                    {
                        ImprovementId = improvement.Id,
                        PersonId = network.Coordinator.Id,
                        Text = improvement.Title,
                        At = DateTimeOffset.UtcNow,
                    }
                );
            });
        }

        await (await own).ToolAsync("Samtal", Domain.Meetings.InformationClass.Open);
        await (await foreign).ToolAsync($"{Foreign} Tool", Domain.Meetings.InformationClass.Open);

        // Where its organisations lie is needed for pairing them.
        await (await foreign).ChangeAsync(async db =>
        {
            foreach (var (i, organisation) in (await db.Organisations.ToListAsync()).Index())
            {
                organisation.Code = Catalogue.Municipalities[i].Code;
            }
        });
        await (await foreign).ProposeAsync();
        await (await foreign).ProposeAsync();
        await (await own).AddReportAsync("Året");
        await (await foreign).AddReportAsync($"{Foreign} Report");
        await (await own).ReturnedMailAsync();
        await (await foreign).MailAsync(m =>
            (m.State, m.Subject, m.To) = (MailState.GivenUp, Foreign, $"{Foreign}@{Foreign}.example")
        );
        await (await own).WrittenSurveyAsync();
        await (await foreign).WrittenSurveyAsync();
        await (await own).FurnishAsync("Luleå");
        await (await foreign).FurnishAsync($"{Foreign} One");
        await (await foreign).AppliedAsync($"{Foreign} Outside", ApplicationStatus.Invited);
        return (await own, await foreign);
    }

    /// <summary>
    /// All of the foreign network's, and the own network's with what comes after each part of it taken from the foreign one.
    /// </summary>
    private static IEnumerable<string> AddressesInto(Route route, TestNetwork own, TestNetwork foreign)
    {
        // Occasions, formats, parts, reasons and the numbers of proposals are words that all networks share.
        var telling = route
            .Parameters.Where(p =>
                p
                    is not (
                        "occasion"
                        or "format"
                        or "wanted"
                        or "function"
                        or "part"
                        or "number"
                        or "other"
                        or "form"
                        or "job"
                        or "reason"
                    )
            )
            .ToList();
        return Enumerable
            .Range(0, telling.Count)
            .Select(kept => route.Fill(p => Value(p, telling.Take(kept).Contains(p) || !telling.Contains(p) ? own : foreign)));
    }

    internal static string Value(string parameter, TestNetwork of) =>
        parameter switch
        {
            "network" => of.Slug,
            "cohort" => of.Cohort.Slug,
            "organisation" => of.Organisations.Last().Slug,
            "occasion" => "bm1",
            "format" => "csv",
            "wanted" => "scoring",
            "function" => "manager",
            "membership" => of.InDbAsync(db => Task.FromResult(db.Memberships.First(m => m.Function == Function.Manager).Id))
                .GetAwaiter()
                .GetResult()
                .ToString(CultureInfo.InvariantCulture),
            "request" => of.InDbAsync(db => Task.FromResult(db.JoinRequests.First().Id))
                .GetAwaiter()
                .GetResult()
                .ToString(CultureInfo.InvariantCulture),
            "invitation" => of.InDbAsync(db => Task.FromResult(db.Invitations.First(i => i.NeedsYes).Id))
                .GetAwaiter()
                .GetResult()
                .ToString(CultureInfo.InvariantCulture),
            "form" => "bm1",
            "attachment" => of.InDbAsync(db => Task.FromResult(db.Attachments.First().Id))
                .GetAwaiter()
                .GetResult()
                .ToString(CultureInfo.InvariantCulture),
            "question" => of.InDbAsync(db => Task.FromResult(db.MeetingQuestions.First().Id))
                .GetAwaiter()
                .GetResult()
                .ToString(CultureInfo.InvariantCulture),
            "decision" => of.InDbAsync(db => Task.FromResult(db.MeetingDecisions.First().Id))
                .GetAwaiter()
                .GetResult()
                .ToString(CultureInfo.InvariantCulture),
            "improvement" => of.InDbAsync(db => Task.FromResult(db.Improvements.First().Id))
                .GetAwaiter()
                .GetResult()
                .ToString(CultureInfo.InvariantCulture),
            "comment" => of.InDbAsync(db => Task.FromResult(db.ImprovementComments.First().Id))
                .GetAwaiter()
                .GetResult()
                .ToString(CultureInfo.InvariantCulture),
            "report" => of.InDbAsync(db => Task.FromResult(db.Reports.First().Id))
                .GetAwaiter()
                .GetResult()
                .ToString(CultureInfo.InvariantCulture),
            "survey" => of.InDbAsync(db => Task.FromResult(db.Surveys.First().Id))
                .GetAwaiter()
                .GetResult()
                .ToString(CultureInfo.InvariantCulture),
            "theme" => of.InDbAsync(db => Task.FromResult(db.SurveyThemes.First().Id))
                .GetAwaiter()
                .GetResult()
                .ToString(CultureInfo.InvariantCulture),
            "text" => of.SomeTextAsync().GetAwaiter().GetResult().ToString(),
            "part" => "contact",
            "reason" => "checklistDue",
            "number" => "1",
            "other" => "2",
            "job" => "digests",
            "mail" => of.InDbAsync(db => Task.FromResult(db.OutgoingMails.First(m => m.NetworkId == of.Network.Id).Id))
                .GetAwaiter()
                .GetResult()
                .ToString(CultureInfo.InvariantCulture),
            "tool" => of.InDbAsync(db => Task.FromResult(db.MeetingTools.First().Id))
                .GetAwaiter()
                .GetResult()
                .ToString(CultureInfo.InvariantCulture),
            "id" => of.InDbAsync(db => Task.FromResult(db.Meetings.First().Id))
                .GetAwaiter()
                .GetResult()
                .ToString(CultureInfo.InvariantCulture),
            _ => throw new NotSupportedException(
                $"The route parameter {{{parameter}}} has no value here: say how the other network's is found."
            ),
        };

    private static HttpContent? Content(Route route) =>
        (route.Method, route.Pattern.Split('/')[^1]) switch
        {
            ("GET", _) or ("POST", "handin" or "submission") => null,
            ("POST" or "PUT", "poll") => JsonContent.Create(Polling.Times(5, 30, 31)),
            ("POST", "surveys") => JsonContent.Create(new { form = "checklist-follow-up-1", occasion = "bm2" }),
            ("PUT", "closing") => JsonContent.Create(new { closesAt = Polling.InDays(7), version = 2 }),
            ("POST", "themes") or ("PUT", "{theme}") => JsonContent.Create(new { question = "next-time", name = "Nytt" }),
            ("PUT", "{text}") => JsonContent.Create(new { theme = (int?)null }),
            ("PUT", "answers") => JsonContent.Create(Polling.Said([1], "y")),
            ("POST", "reminders" or "closing" or "run" or "pause" or "resume" or "resend") => null,
            ("PUT", "mail-choices") => JsonContent.Create(new { pace = "daily", topics = new[] { "meeting" } }),
            ("PUT", "host") => JsonContent.Create(new { host = "xyzzy-one" }),
            ("POST", "meetings") => JsonContent.Create(
                new
                {
                    form = "learningMeeting",
                    windowFrom = Polling.InDays(30),
                    windowTo = Polling.InDays(40),
                }
            ),
            ("POST", "reports") => JsonContent.Create(new { kind = "cohort" }),
            ("POST", "retry") => null,
            ("POST", "answer") => JsonContent.Create(new { grant = true }),
            ("PUT", "call") => JsonContent.Create(Calling.Digital()),
            ("POST", "cancellation") => JsonContent.Create(new { reason = "reason" }),
            ("POST" or "DELETE", "calendar") or ("DELETE", "{tool}") => null,
            ("PUT", "{reason}") => JsonContent.Create(new { before = new[] { 3 } }),
            ("PUT", "settings") => JsonContent.Create(
                new
                {
                    kgPerKm = 0.1,
                    kgSource = "source",
                    kmPerHour = 70,
                }
            ),
            ("POST", "tools") or ("PUT", "{tool}") => JsonContent.Create(new { name = "Somebody's", allows = "internal" }),
            ("DELETE", _) => null,
            ("PUT", "agenda" or "{form}") => JsonContent.Create(new { items = new[] { new { minutes = 30, title = "Punkt" } } }),
            ("POST", "preparation") => JsonContent.Create(new { task = "calendar", done = true }),
            ("POST", "questions") => JsonContent.Create(new { text = "Hur?" }),
            ("POST", "attachments") => MeetingRoom.Form(MeetingRoom.Pdf, "x.pdf"),
            ("PUT", "attendance") => JsonContent.Create(
                new
                {
                    attendance = new[]
                    {
                        new
                        {
                            organisation = "lulea",
                            function = "manager",
                            presence = "present",
                        },
                    },
                }
            ),
            ("PUT", "notes") => JsonContent.Create(new { notes = "Anteckning" }),
            ("POST", "decisions") => JsonContent.Create(new { text = "Beslut" }),
            ("PUT", "{decision}") => JsonContent.Create(new { done = true }),
            ("PUT", "feedback") => JsonContent.Create(new { plus = "Bra" }),
            ("PUT", "mine" or "consensus") => JsonContent.Create(Body.Score(1, 2)),
            ("POST", "improvements") => JsonContent.Create(new { title = "Mall" }),
            ("PUT", "{improvement}") => JsonContent.Create(new { title = "Mall" }),
            ("PUT", "status") => JsonContent.Create(new { status = "active" }),
            ("POST", "cycles") => JsonContent.Create(new { plan = "Vi provar." }),
            ("PUT", "{number}") when route.Pattern.Contains("/cycles/") => JsonContent.Create(new { plan = "Vi provar." }),
            ("PUT", "{id}") when route.Pattern.Contains("/reviews/") => JsonContent.Create(
                new { status = "planned", finding = "Bra." }
            ),
            ("POST", "comments") => JsonContent.Create(new { text = "Bra!" }),
            ("PUT", "sharing") => JsonContent.Create(new { shares = true }),
            ("PUT", "{organisation}") => JsonContent.Create(new { motivation = "Vi vill lära.", places = 2 }),
            ("POST", "decision") => JsonContent.Create(
                new
                {
                    decision = "decline",
                    reason = "reason",
                    version = 1,
                }
            ),
            ("POST", "mentors") => JsonContent.Create(new { organisations = new[] { "kalmar" } }),
            ("POST", "availability") => JsonContent.Create(new { available = false }),
            ("PUT", "afterwards") => JsonContent.Create(new { afterwards = "mentorNext" }),
            ("POST", "withdrawal") => JsonContent.Create(new { reason = "reason" }),
            ("POST", "cohorts") => JsonContent.Create(
                new
                {
                    name = "2030",
                    template = "two-years",
                    start = "2030-01-14",
                }
            ),
            ("POST", "plan") => null,
            ("PUT", "plan") => JsonContent.Create(new { applyBy = "2027-12-01T12:00:00Z" }),
            ("PUT", "criteria") => JsonContent.Create(
                new { instrument = "ten-step-2019", criteria = new[] { new { kind = "cemr" } } }
            ),
            ("POST", "stage") => JsonContent.Create(new { stage = "pairing" }),
            ("POST", "invitations") when route.Parameters.Contains("cohort") => JsonContent.Create(
                new { codes = new[] { "2584" } }
            ),
            ("POST", "contacts") => JsonContent.Create(
                new
                {
                    contacts = new[]
                    {
                        new
                        {
                            organisation = "xyzzy-outside",
                            name = "Somebody",
                            email = "somebody@kiruna.example",
                        },
                    },
                }
            ),
            ("POST", "proposals") => JsonContent.Create(new { minPerGroup = 1 }),
            ("PUT", "{number}") => JsonContent.Create(new { locked = new[] { "xyzzy-one" } }),
            ("POST", "publication") => null,
            ("POST", "reopening") => JsonContent.Create(new { reason = "reason" }),
            ("POST", "invitations" or "succession") when route.Pattern.Contains("/team/") => JsonContent.Create(
                new { name = "Somebody", email = "somebody@pitea.example" }
            ),
            ("POST", "end") => JsonContent.Create(new { reason = "reason" }),
            ("POST", "{request}") => JsonContent.Create(new { grant = true }),
            ("PUT", "domain") => JsonContent.Create(new { domain = "pitea.example" }),
            ("POST", "invitations") => JsonContent.Create(
                new
                {
                    name = "Somebody",
                    email = "somebody@pitea.example",
                    role = "observer",
                }
            ),
            ("POST", "assessments") => new StringContent(
                "organisation,occasion,step,score\nlulea,startup,1,2\n",
                Encoding.UTF8,
                Sheets.CsvType
            ),
            _ => throw new NotSupportedException(
                $"{route} has no body here: add one that would be taken in the caller's own network."
            ),
        };

    private static async Task NothingHasChangedAsync(TestNetwork network)
    {
        var (scorings, invitations, submitted) = await network.InDbAsync(db =>
            Task.FromResult(
                (
                    db.Scorings.Count(),
                    db.Invitations.Count(i => !i.NeedsYes || i.AnsweredAt != null),
                    db.Assessments.Count(a => a.SubmittedAt != null)
                )
            )
        );
        (scorings, invitations, submitted).ShouldBe((0, 0, 1));
        (
            await network.InDbAsync(db =>
                Task.FromResult(
                    (
                        db.Memberships.Count(m => m.EndedAt != null),
                        db.JoinRequests.Count(r => r.AnsweredAt != null),
                        db.Organisations.Count(o => o.EmailDomain != null)
                    )
                )
            )
        ).ShouldBe((0, 0, 0));
        var (attachments, questions, decisions, attendance) = await network.InDbAsync(db =>
            Task.FromResult(
                (
                    db.Attachments.Count(),
                    db.MeetingQuestions.Count(),
                    db.MeetingDecisions.Count(d => d.DoneAt == null),
                    db.Attendances.Count()
                )
            )
        );
        (attachments, questions, decisions, attendance).ShouldBe((1, 1, 1, 0));
        (
            await network.InDbAsync(db =>
                Task.FromResult(
                    (
                        db.Preparations.Count(),
                        db.MeetingFeedback.Count(),
                        db.AgendaTemplates.Count(),
                        db.Meetings.Count(m => m.Version > 0)
                    )
                )
            )
        ).ShouldBe((0, 0, 0, 0));
        (
            await network.InDbAsync(db =>
                Task.FromResult(
                    (
                        db.Improvements.Count(i => i.Version > 0),
                        db.ImprovementComments.Count(),
                        db.ImprovementReviews.Count(),
                        db.Participations.Count(p => p.SharesProgress)
                    )
                )
            )
        ).ShouldBe((0, 1, 0, 0));
        (await network.InDbAsync(db => Task.FromResult((db.ReminderSettings.Count(), db.Reminders.Count())))).ShouldBe((0, 0));
        var cohort = (await network.InDbAsync(db => Task.FromResult(db.Cohorts.ToList()))).ShouldHaveSingleItem();
        (cohort.Version, cohort.Stage, cohort.Criteria.Count).ShouldBe((network.Cohort.Version, network.Cohort.Stage, 0));
        var (applications, organisations, proposals) = await network.InDbAsync(db =>
            Task.FromResult((db.Applications.ToList(), db.Organisations.Count(), db.PairingProposals.ToList()))
        );
        (applications.ShouldHaveSingleItem().ContactEmail, organisations).ShouldBe((null, network.Organisations.Count));
        proposals.Select(p => (p.Version, p.PublishedAt is null)).ShouldBe([(1, true), (1, true)]);
        var (meetings, tool, feeds) = await network.InDbAsync(db =>
            Task.FromResult((db.Meetings.Count(m => m.Version != 0), db.MeetingTools.Single(), db.CalendarFeeds.Count()))
        );
        (meetings, tool.Name, tool.RemovedAt, feeds).ShouldBe((0, $"{Foreign} Tool", null, 0));
    }
}
