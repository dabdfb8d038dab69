// Checks PDF files against profiles of veraPDF: java -cp … Check.java 2a,ua1 FILE…
// Prints `FILE PROFILE ok CHECKS`, or a line for each rule that fails; exits with 1 if one did.

import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Check {
    public static void main(String[] args) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean failed = false;
        for (int i = 1; i < args.length; i++) {
            for (String profile : args[0].split(",")) {
                failed |= !check(args[i], PDFAFlavour.fromString(profile));
            }
        }
        System.exit(failed ? 1 : 0);
    }

    static boolean check(String file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            Map<String, Integer> rules = new TreeMap<>();
            for (TestAssertion one : result.getTestAssertions()) {
                if (one.getStatus() == TestAssertion.Status.FAILED) {
                    rules.merge(one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber() + " "
                        + one.getMessage(), 1, Integer::sum);
                }
            }
            rules.forEach((rule, times) ->
                System.out.println(file + " " + flavour.getId() + " " + rule + " (" + times + ")"));
            if (result.isCompliant()) {
                System.out.println(file + " " + flavour.getId() + " ok " + result.getTotalAssertions());
            }
            return result.isCompliant();
        }
    }
}
