using System.Text.RegularExpressions;
using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Tests.Platform;

public class KeptFormsTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task A_form_sent_after_the_session_ended_is_kept_through_the_sign_in_for_its_sender()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var manager = network["Luleå", Function.Manager];
        var path = network.PageAt("Luleå", "bm1", "/mine");
        var reader = await new Reader(Server).SignInAsync(manager.Email, Server.Password);
        reader.Forget("session");
        var ended = (
            await reader.PostAsync(
                path,
                ("Steps[1].Score", "3"),
                ("Steps[1].Comment", "Två rader\nmed \"citat\" & <b>"),
                ("then", "save")
            )
        ).ShouldBeOk();
        (ended.Heading, ended.Text.Contains(Texts.SignInKept), ended.Text.Contains("Två rader")).ShouldBe(
            (Texts.SignIn, true, false),
            "kept, encrypted"
        );
        var kept = WebUtility.HtmlDecode(Regex.Match(ended.Html, "name=\"kept\" value=\"([^\"]+)\"").Groups[1].Value);

        var wrong = await reader.PostAsync(
            "/sign-in",
            ("email", manager.Email),
            ("password", "fel lösenord"),
            ("returnUrl", path),
            ("kept", kept)
        );
        WebUtility.HtmlDecode(wrong.Html).ShouldContain(kept);
        var other = await reader.PostAsync(
            "/sign-in",
            ("email", network["Luleå", Function.Politician].Email),
            ("password", Server.Password),
            ("returnUrl", path),
            ("kept", kept)
        );
        other.ShouldLeadTo(path);
        other.Html.ShouldNotContain("Två rader");

        reader.Forget("session");
        var again = (
            await reader.PostAsync(
                "/sign-in",
                ("email", manager.Email),
                ("password", Server.Password),
                ("returnUrl", path),
                ("kept", kept)
            )
        ).ShouldBeOk();
        again.Heading.ShouldBe(Texts.SignedInAgain);
        again.Html.ShouldContain($"action=\"{path}\"");
        WebUtility.HtmlDecode(again.Html).ShouldContain("Två rader\nmed \"citat\" & <b>");
        var fields = Regex
            .Matches(
                again.Html[again.Html.IndexOf("<main", StringComparison.Ordinal)..],
                "<input[^>]* name=\"([^\"]+)\"[^>]* value=\"([^\"]*)\"|<input name=\"(__RequestVerificationToken)\" type=\"hidden\" value=\"([^\"]*)\""
            )
            .Select(m =>
                m.Groups[1].Success
                    ? (m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value))
                    : (m.Groups[3].Value, m.Groups[4].Value)
            )
            .ToArray();
        (await reader.PostWithoutTokenAsync(path, fields)).ShouldLeadTo(path);
        (await manager.Api.GetAsync(network.At("Luleå", "bm1")))["mine[0].comment"]!
            .ToString()
            .ShouldBe("Två rader\nmed \"citat\" & <b>");
    }

    [Test]
    public async Task A_form_of_nobody_known_or_too_large_leads_to_the_sign_in_as_ever()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var path = network.PageAt("Luleå", "bm1", "/mine");
        (await new Reader(Server).PostAsync(path, ("Steps[1].Comment", "Vems?"))).Location!.ShouldContain("/sign-in");
        var reader = await new Reader(Server).SignInAsync(network["Luleå", Function.Manager].Email, Server.Password);
        reader.Forget("session");
        (await reader.PostAsync(path, ("Steps[1].Comment", new string('å', 300_000)))).Location!.ShouldContain("/sign-in");
    }
}
