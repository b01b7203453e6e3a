<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Crosshair</name>
    <message numerus="yes">
        <source>and %n more events</source>
        <translation>
            <numerusform>and %n more event</numerusform>
            <numerusform>and %n more events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EventTexts</name>
    <message numerus="yes">
        <source>%n CPUs</source>
        <translation>
            <numerusform>%n CPU</numerusform>
            <numerusform>%n CPUs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pulseboard: %n events</source>
        <translation>
            <numerusform>Pulseboard: %n event</numerusform>
            <numerusform>Pulseboard: %n events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n earlier</source>
        <translation>
            <numerusform>%n earlier</numerusform>
            <numerusform>%n earlier</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusText</name>
    <message numerus="yes">
        <source>The function returned nothing in %n calls. To be shown, it has to return a dict.</source>
        <translation>
            <numerusform>The function returned nothing in %n call. To be shown, it has to return a dict.</numerusform>
            <numerusform>The function returned nothing in %n calls. To be shown, it has to return a dict.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pulse::CallChart</name>
    <message numerus="yes">
        <source>%1; %n failed calls</source>
        <translation>
            <numerusform>%1; %n failed call</numerusform>
            <numerusform>%1; %n failed calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pulse::ChartLegend</name>
    <message numerus="yes">
        <source>+%n more</source>
        <translation>
            <numerusform>+%n more</numerusform>
            <numerusform>+%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pulse::CpusPage</name>
    <message numerus="yes">
        <source>%n CPUs</source>
        <translation>
            <numerusform>One CPU</numerusform>
            <numerusform>%n CPUs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n CPUs</source>
        <translation>
            <numerusform>%1 of %n CPU</numerusform>
            <numerusform>%1 of %n CPUs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n selected</source>
        <translation>
            <numerusform>, %n selected</numerusform>
            <numerusform>, %n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pulse::DataPage</name>
    <message numerus="yes">
        <source>%1 of %n values</source>
        <translation>
            <numerusform>%1 of %n value</numerusform>
            <numerusform>%1 of %n values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n values</source>
        <translation>
            <numerusform>%n value</numerusform>
            <numerusform>%n values</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pulse::EventsModel</name>
    <message numerus="yes">
        <source>%n events: %1</source>
        <translation>
            <numerusform>%n event: %1</numerusform>
            <numerusform>%n events: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n times)</source>
        <translation>
            <numerusform>%1 (%n time)</numerusform>
            <numerusform>%1 (%n times)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pulse::FailureList</name>
    <message numerus="yes">
        <source>the newest %n</source>
        <translation>
            <numerusform>the newest</numerusform>
            <numerusform>the newest %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pulse::FunctionPage</name>
    <message numerus="yes">
        <source>no failure in the last %n calls</source>
        <translation>
            <numerusform>no failure in the last call</numerusform>
            <numerusform>no failure in the last %n calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>failed in %1 of the last %n calls</source>
        <translation>
            <numerusform>failed in %1 of %n call</numerusform>
            <numerusform>failed in %1 of the last %n calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pulse::HeatMap</name>
    <message numerus="yes">
        <source>%n percentages</source>
        <translation>
            <numerusform>%n percentage</numerusform>
            <numerusform>%n percentages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pulse::JsonTreeModel</name>
    <message numerus="yes">
        <source>%n values</source>
        <translation>
            <numerusform>%n value</numerusform>
            <numerusform>%n values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n members</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pulse::MomentPanel</name>
    <message numerus="yes">
        <source>and %n more events</source>
        <translation>
            <numerusform>and %n more event</numerusform>
            <numerusform>and %n more events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pulse::MoreTile</name>
    <message numerus="yes">
        <source>%n more numbers</source>
        <translation>
            <numerusform>%n more number</numerusform>
            <numerusform>%n more numbers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them have no chart, since there are too many</source>
        <translation>
            <numerusform>%n of them has no chart, since there are too many</numerusform>
            <numerusform>%n of them have no chart, since there are too many</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pulse::TileRow</name>
    <message numerus="yes">
        <source>of %n CPUs</source>
        <translation>
            <numerusform>of one CPU</numerusform>
            <numerusform>of %n CPUs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pulse::TimeChart</name>
    <message numerus="yes">
        <source>%n lines from %1 to %2</source>
        <translation>
            <numerusform>%n line from %1 to %2</numerusform>
            <numerusform>%n lines from %1 to %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1; %n marks of events</source>
        <translation>
            <numerusform>%1; %n mark of events</numerusform>
            <numerusform>%1; %n marks of events</numerusform>
        </translation>
    </message>
</context>
</TS>
