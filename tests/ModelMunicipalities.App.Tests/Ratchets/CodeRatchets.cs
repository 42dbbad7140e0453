using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Features.Accounts;
using ModelMunicipalities.App.Features.Meetings;
using ModelMunicipalities.App.Features.Surveys;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Ratchets;

/// <summary>What people forget when they add a row, a request or a page.</summary>
public partial class CodeRatchets
{
    /// <summary>Methods over sixty lines, and the lines of the longest: the numbers get smaller, never larger.</summary>
    private const int LongMethods = 75;

    private const int LongestMethod = 182;

    /// <summary>Rows that belong to no network, each with why.</summary>
    private static readonly Dictionary<string, string> OfNoNetwork = new()
    {
        ["Network"] = "the network itself",
        ["Person"] = "one account may be a member of several networks",
        ["IdentityUserClaim`1"] = "part of an account",
        ["IdentityUserLogin`1"] = "part of an account",
        ["IdentityUserToken`1"] = "part of an account",
        ["IdentityUserPasskey`1"] = "part of an account",
        ["Session"] = "part of an account",
        ["OutgoingMail"] = "delivered over all networks; what a network reads of its own is asked for by its NetworkId",
        ["DataProtectionKey"] = "the installation's",
    };

    private static readonly Type[] Guards =
    [
        typeof(IOpenToAll),
        typeof(IRequireSignIn),
        typeof(IRequireMember),
        typeof(IRequireCoordinator),
        typeof(IForJobs),
        typeof(IRequireFunction),
        typeof(IRequireAnyFunction),
        typeof(IGuardedByArea),
    ];

    [Test]
    public void Every_row_belongs_to_a_network_and_is_filtered_by_it_or_is_on_the_list()
    {
        using var db = Contexts.Sqlite();
        var owned = db
            .Model.GetEntityTypes()
            .Where(e => !e.IsOwned())
            .ToLookup(e => typeof(ITenantOwned).IsAssignableFrom(e.ClrType));
        owned[false].Select(e => e.ClrType.Name).ShouldBe(OfNoNetwork.Keys, ignoreOrder: true);
        owned[true].ShouldAllBe(e => e.GetDeclaredQueryFilters().Any(f => f.Key == AppDb.TenantFilter));
        owned[true].Count().ShouldBeGreaterThan(10);
    }

    [Test]
    public void Usings_stand_in_order_those_of_the_platform_first() =>
        Source
            .In("src", ".cs")
            .Concat(Source.In("tests", ".cs"))
            .Select(f => (f.File, Usings: Using().Matches(f.Content).Select(m => m.Groups[1].Value).ToList()))
            .Where(f =>
                !f.Usings.SequenceEqual(
                    f.Usings.OrderBy(u => u != "System" && !u.StartsWith("System.", StringComparison.Ordinal))
                        .ThenBy(u => u, StringComparer.OrdinalIgnoreCase)
                )
            )
            .Select(f => f.File)
            .ShouldBeEmpty();

    /// <summary>A row of a table and a part of a field are lines of their own; those that are not get fewer.</summary>
    [Test]
    public void Lines_of_pages_get_no_longer() =>
        Source.Files(".cshtml").Sum(f => f.Content.Split('\n').Count(l => l.Length > 400)).ShouldBeLessThanOrEqualTo(36);

    [Test]
    public void A_folder_holds_what_can_be_looked_over() =>
        Source
            .In("src", ".cs", ".cshtml")
            .Concat(Source.In("tests", ".cs"))
            .GroupBy(f => Path.GetDirectoryName(f.File))
            .Where(f => f.Count() > 35)
            .Select(f => $"{f.Key}: {f.Count()}")
            .ShouldBeEmpty();

    /// <summary>CSharpier breaks all but remarks, which can be written otherwise, and texts, which may stand whole.</summary>
    [Test]
    public void Methods_that_do_not_fit_on_a_screen_get_fewer()
    {
        var longer = Source
            .Files(".cs")
            .SelectMany(f => MethodsOf(f.Content.Split('\n')).Select(m => (m.Lines, f.File, m.Name)))
            .Where(m => m.Lines > 60)
            .OrderByDescending(m => m.Lines)
            .ToList();
        longer.Count.ShouldBeLessThanOrEqualTo(LongMethods, string.Join('\n', longer));
        longer[0].Lines.ShouldBeLessThanOrEqualTo(LongestMethod, longer[0].ToString());
    }

    /// <summary>Methods with a body, as CSharpier lays them out: from their names to the brace below them.</summary>
    private static IEnumerable<(int Lines, string Name)> MethodsOf(string[] lines)
    {
        for (var at = 0; at < lines.Length; at++)
        {
            var head = MethodHead().Match(lines[at]);
            if (!head.Success)
            {
                continue;
            }

            var indent = head.Groups[1].Value;
            var open = Array.FindIndex(lines, at + 1, l => l.Length > 0 && !l.StartsWith(indent + ' ', StringComparison.Ordinal));
            if (open > 0 && lines[open].StartsWith(indent + ")", StringComparison.Ordinal))
            {
                open = Array.FindIndex(lines, open + 1, l => !l.StartsWith(indent + ' ', StringComparison.Ordinal));
            }

            if (open > 0 && lines[open] == indent + "{")
            {
                yield return (Array.IndexOf(lines, indent + "}", open) - at + 1, head.Groups[2].Value);
            }
        }
    }

    [GeneratedRegex(
        @"^( +)(?!.* (?:class|record|struct) )(?:public|private|internal|protected) (?:static |async |override |sealed )*[\w<>?,.()\[\] ]+ (\w+)(?:<\w+>)?\("
    )]
    private static partial Regex MethodHead();

    [Test]
    public void A_line_ends_by_column_130_unless_a_text_stands_on_it() =>
        Source
            .In("src", ".cs")
            .Concat(Source.In("tests", ".cs"))
            .SelectMany(f => RawText().Replace(f.Content, "").Split('\n').Select(line => (f.File, Line: line.Trim())))
            .Where(l => l.Line.Length > 130 && (!l.Line.Contains('"') || l.Line.StartsWith("//", StringComparison.Ordinal)))
            .ShouldBeEmpty();

    [Test]
    public void The_tenants_filter_is_put_aside_only_where_it_is_said_why()
    {
        var places = Source
            .Files(".cs", ".cshtml")
            .Where(f => f.Content.Contains("IgnoreQueryFilters", StringComparison.Ordinal))
            .Select(f => Path.GetFileName(f.File));

        // The caller's own memberships, and an invitation, somebody's part of a poll or a survey or a calendar by its secret;
        // what each reader chose of the mail that is delivered to her; the number of jobs that failed; and what an account that
        // leaves, or gets another password, has in any network.
        places.ShouldBe(
            [
                "Caller.cs",
                "AcceptInvitation.cs",
                "AnswerPollByLink.cs",
                "AnswerSurvey.cs",
                "ReadCalendar.cs",
                "MailDelivery.cs",
                "Startup.cs",
                "Schedule.cs",
                "Farewell.cs",
            ],
            ignoreOrder: true
        );
    }

    [Test]
    public void A_transaction_begins_with_the_networks_row_or_it_is_said_why()
    {
        var places = Source
            .Files(".cs")
            .Where(f => f.Content.Contains("Database.BeginTransactionAsync", StringComparison.Ordinal))
            .Select(f => Path.GetFileName(f.File));

        // The one that takes the row; two that begin with a save, which does; and two that write rows of no network, or of many.
        places.ShouldBe(
            ["AppDb.cs", "InviteOrganisations.cs", "MoveCohort.cs", "ChangePassword.cs", "MailGathering.cs"],
            ignoreOrder: true
        );
    }

    [Test]
    public void Every_request_declares_exactly_one_guard()
    {
        var requests = typeof(AppDb)
            .Assembly.GetTypes()
            .Where(t =>
                t is { IsAbstract: false }
                && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IUse<>))
            )
            .ToList();
        requests.Count.ShouldBeGreaterThan(15);
        requests.Where(t => Guards.Count(g => g.IsAssignableFrom(t)) != 1).ShouldBeEmpty();
    }

    [Test]
    public void A_form_that_names_its_own_address_carries_the_token_against_forgery() =>
        Source
            .Files(".cshtml")
            .Where(f => !f.Content.Contains("Html.AntiForgeryToken()", StringComparison.Ordinal))
            .SelectMany(f => FormWithAddress().Matches(f.Content).Select(m => (f.File, Form: m.Value)))
            .Where(f =>
                !f.Form.Contains("asp-antiforgery=\"true\"", StringComparison.Ordinal)
                && !f.Form.Contains("@token", StringComparison.Ordinal)
                && !f.Form.Contains("ViewData[\"Token\"]", StringComparison.Ordinal)
            )
            .Select(f => f.File)
            .ShouldBeEmpty();

    [Test]
    public void Every_guard_is_one_of_those_that_the_pipeline_knows() =>
        typeof(AppDb)
            .Assembly.GetTypes()
            .Where(t => t.IsInterface && t != typeof(IGuarded) && typeof(IGuarded).IsAssignableFrom(t))
            .Where(t => t == typeof(IGuardedByArea) || !typeof(IGuardedByArea).IsAssignableFrom(t))
            .ShouldBe(Guards, ignoreOrder: true);

    [Test]
    public void What_changes_something_is_for_a_function_the_coordinator_or_a_job()
    {
        // Whoever holds an invitation, a password or the link of a mail may use it; whoever wants may ask to join.
        Type[] open =
        [
            typeof(SignIn.Command),
            typeof(AcceptInvitation.Command),
            typeof(AskToJoin.Command),
            typeof(ChooseMailsByLink.Command),
            typeof(ChooseMailsByLink.Stop),
            typeof(AnswerPollByLink.Command),
            typeof(AnswerSurvey.Command),
            typeof(RefreshTokens.Command),
            typeof(SignOut.Command),
        ];

        // Everybody has her own mail and her own account.
        Type[] own = [typeof(ChooseMails.Command), typeof(ChangePassword.Command), typeof(SignOutEverywhere.Command)];
        typeof(AppDb)
            .Assembly.GetTypes()
            .Where(t =>
                t is { IsInterface: false }
                && t.Name != "Query"
                && typeof(IGuarded).IsAssignableFrom(t)
                && !typeof(IRequireFunction).IsAssignableFrom(t)
                && !typeof(IRequireAnyFunction).IsAssignableFrom(t)
                && !typeof(IRequireCoordinator).IsAssignableFrom(t)
                && !typeof(IGuardedByArea).IsAssignableFrom(t)
                && !typeof(IForJobs).IsAssignableFrom(t)
            )
            .ShouldBe(open.Concat(own), ignoreOrder: true);
    }

    [Test]
    public void A_page_that_takes_a_file_says_how_large_it_may_be() =>
        typeof(AppDb)
            .Assembly.GetTypes()
            .Where(t => typeof(PortalPage).IsAssignableFrom(t))
            .Where(t =>
                t.GetMethods()
                    .Any(m => m.GetParameters().Any(p => p.ParameterType == typeof(Microsoft.AspNetCore.Http.IFormFile)))
            )
            .Where(t => !t.IsDefined(typeof(LargestFileAttribute), false))
            .ShouldBeEmpty();

    [Test]
    public void Every_open_page_exists()
    {
        var pages = Pages()
            .Select(p =>
                "/"
                + Path.GetRelativePath(Path.Combine(Source.App, "Features"), Path.Combine(Source.Root, p.File))
                    .Replace('\\', '/')[..^".cshtml".Length]
            );
        Portal.OpenPages.ShouldBeSubsetOf(pages);
    }

    [Test]
    public void Every_page_has_a_title() =>
        Pages()
            .Where(p => !p.Content.Contains("ViewData[\"Title\"]", StringComparison.Ordinal))
            .Select(p => p.File)
            .ShouldBeEmpty();

    [Test]
    public void Every_page_has_one_heading_of_the_first_level_at_most_where_it_can_be_seen() =>
        Pages().Where(p => !p.Content.Contains("<h1", StringComparison.Ordinal)).Select(p => p.File).ShouldBeEmpty();

    [Test]
    public void Pages_name_no_text_of_their_own()
    {
        // A word between tags that no @ writes would be the same in both languages.
        var loose = Source
            .Files(".cshtml")
            .SelectMany(f => Loose().Matches(Markup(f.Content)).Select(m => (f.File, Text: m.Groups[1].Value.Trim())))
            .Where(l => l.Text is not ("Svenska" or "English" or "Modellkommuner" or "– Modellkommuner" or "km" or "BM"));
        loose.ShouldBeEmpty();
    }

    [Test]
    public void Pages_write_no_address_of_their_own() =>
        Source.Files(".cshtml").SelectMany(f => Address().Matches(f.Content).Select(m => (f.File, m.Value))).ShouldBeEmpty();

    [Test]
    public void Nothing_reads_the_machines_clock_but_through_the_time_provider() =>
        Source.Files(".cs", ".cshtml").Where(f => Clock().IsMatch(f.Content)).Select(f => f.File).ShouldBeEmpty();

    [Test]
    public void Mail_is_the_business_of_one_library() =>
        Source
            .In("src", ".cs", ".cshtml")
            .Concat(Source.In("tests", ".cs"))
            .Where(f => f.Content.Contains("System.Net." + "Mail", StringComparison.Ordinal))
            .Select(f => f.File)
            .ShouldBeEmpty();

    [Test]
    public void Nothing_is_made_of_the_name_or_the_scheme_that_a_request_was_sent_by() =>
        Source
            .Files(".cs", ".cshtml")
            .Where(f => RequestsName().IsMatch(f.Content))
            .Select(f => Path.GetFileName(f.File))
            .ShouldBe(["Transport.cs"]);

    [Test]
    public void Cookies_are_handed_out_and_read_in_one_place() =>
        Source
            .Files(".cs", ".cshtml")
            .Where(f => f.Content.Contains(".Cookies", StringComparison.Ordinal) && CookieOfRequest().IsMatch(f.Content))
            .Select(f => Path.GetFileName(f.File))
            .ShouldBe(["PortalCookies.cs"]);

    [Test]
    public void What_may_be_kept_is_said_in_one_place() =>
        Source
            .Files(".cs", ".cshtml")
            .Where(f =>
                f.Content.Contains("CacheControl", StringComparison.Ordinal)
                || f.Content.Contains("Cache-Control", StringComparison.Ordinal)
            )
            .Select(f => Path.GetFileName(f.File))
            .ShouldBe(["AnswerHeaders.cs"]);

    [Test]
    public void Handlers_are_found_and_made()
    {
        var assembly = typeof(AppDb).Assembly;
        var requests = assembly
            .GetTypes()
            .Where(t =>
                t is { IsAbstract: false }
                && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IUse<>))
            );
        var handled = assembly
            .GetTypes()
            .SelectMany(t => t.GetInterfaces())
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(MediatR.IRequestHandler<,>))
            .Select(i => i.GetGenericArguments()[0]);
        requests.Except(handled).ShouldBeEmpty();
    }

    private static IEnumerable<(string File, string Content)> Pages() =>
        Source.Files(".cshtml").Where(f => f.Content.StartsWith("@page", StringComparison.Ordinal));

    /// <summary>The markup without code blocks, comments, scripts and graphics.</summary>
    private static string Markup(string page) => Ignored().Replace(page, "");

    [GeneratedRegex("\"\"\"[\\s\\S]*?\"\"\"")]
    private static partial Regex RawText();

    [GeneratedRegex("<form\\b[^>]*method=\"post\"[^>]* action=\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex FormWithAddress();

    [GeneratedRegex(@"@\*.*?\*@|<svg.*?</svg>|<code.*?</code>|<b>.*?</b>", RegexOptions.Singleline)]
    private static partial Regex Ignored();

    [GeneratedRegex(
        @"<(?:p|h1|h2|h3|li|a|button|th|td|label|dt|dd|span|caption|summary|legend)\b[^<>@]*>([A-Za-zÅÄÖåäö][^<>@{}()]{2,})<"
    )]
    private static partial Regex Loose();

    [GeneratedRegex("(?:href|action|data-save|hx-get)=\"/(?!lib/)[^\"]+\"")]
    private static partial Regex Address();

    /// <summary>Ways to the host and the scheme of a request, and to addresses that the framework makes of them.</summary>
    [GeneratedRegex(
        @"Request\.(Host|Scheme|IsHttps|PathBase)\b|GetDisplayUrl|GetEncodedUrl|GetUriBy|PageLink\(|ActionLink\(|HostString|X-Forwarded|protocol:"
    )]
    private static partial Regex RequestsName();

    [GeneratedRegex(@"(Request|Response|request|response)\.Cookies\b")]
    private static partial Regex CookieOfRequest();

    [GeneratedRegex(@"^using ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"\bDateTime(?:Offset)?\.(?:Now|UtcNow|Today)\b")]
    private static partial Regex Clock();
}
