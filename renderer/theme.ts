import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent: deep teal. White on shade 7 is 6.1:1, shade 7 on white too. */
const teal: MantineColorsTuple = [
  '#e9f5f4',
  '#d3e9e7',
  '#a6d5d1',
  '#76c0ba',
  '#4bada6',
  '#2c9b94',
  '#178780',
  '#0b6e69',
  '#085a56',
  '#054743',
];

/** Dark greys with a touch of the accent, so that fields and surfaces belong together. */
const dark: MantineColorsTuple = [
  '#e6eeed',
  '#c3d0ce',
  '#a3b5b3',
  '#7f918f',
  '#4a5c5a',
  '#364644',
  '#22302f',
  '#16201f',
  '#101817',
  '#0a100f',
];

const family = '"BIZ UDPGothic", "BIZ UDPゴシック", Meiryo, sans-serif';

export const theme = createTheme({
  colors: { teal, dark },
  primaryColor: 'teal',
  primaryShade: 7,
  fontFamily: family,
  headings: { fontFamily: family, fontWeight: '700' },
  fontSizes: { xs: '13px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  defaultRadius: 'sm',
  focusRing: 'always',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 0 } } },
    Select: { defaultProps: { allowDeselect: false, checkIconPosition: 'right' } },
  },
});
